import { validationException } from '../errors/table-errors.ts';
import type { BoundCondition, BoundOperand, BoundTest } from '../expressions/bind-condition.ts';
import type { AttributeValue } from '../values/attribute-value.ts';

/** What a query asks of one key attribute. */
export interface KeyCondition {
  /** In the words of the API from before expressions, as `BEGINS_WITH`. */
  readonly operator: string;
  readonly values: readonly AttributeValue[];
}

export type KeyConditions = ReadonlyMap<string, KeyCondition>;

/** The operator, and what it is with its operands the other way round. */
const operators: Readonly<Record<string, readonly [operator: string, turned: string]>> = {
  '=': ['EQ', 'EQ'],
  '<': ['LT', 'GT'],
  '<=': ['LE', 'GE'],
  '>': ['GT', 'LT'],
  '>=': ['GE', 'LE'],
  BETWEEN: ['BETWEEN', 'BETWEEN'],
  begins_with: ['BEGINS_WITH', 'BEGINS_WITH'],
};

/**
 * What a key condition expression asks of each attribute.
 * @throws AwsError ValidationException where it is not of the form that a query takes
 */
export function readKeyConditions(condition: BoundCondition): KeyConditions {
  const conditions = new Map<string, KeyCondition>();
  collect(condition, conditions);
  return conditions;
}

function collect(condition: BoundCondition, conditions: Map<string, KeyCondition>): void {
  if (condition.kind === 'and') {
    for (const part of condition.conditions) collect(part, conditions);
    return;
  }
  if (condition.kind !== 'test') throw wrongOperator(condition.kind.toUpperCase());
  const [name, found] = readTest(condition);
  if (conditions.has(name))
    throw validationException('KeyConditionExpressions must only contain one condition per key');
  conditions.set(name, found);
}

function readTest({ operator, args }: BoundTest): [name: string, condition: KeyCondition] {
  const known = operators[operator];
  if (known === undefined) throw wrongOperator(operator);
  if (args.some(({ kind }) => kind === 'size'))
    throw validationException('KeyConditionExpressions cannot contain nested operations');
  if ((operator === 'BETWEEN' || operator === 'begins_with') && args[0]?.kind !== 'path') {
    throw validationException(
      `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
    );
  }
  const name = onlyName(args);
  const values = args.filter((arg) => arg.kind === 'value').map(({ value }) => value);
  return [name, { operator: args[0]?.kind === 'path' ? known[0] : known[1], values }];
}

function onlyName(args: readonly BoundOperand[]): string {
  const paths = args.filter((arg) => arg.kind === 'path').map(({ path }) => path);
  if (paths.length > 1) {
    throw validationException(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  const [path] = paths;
  if (path === undefined)
    throw validationException('Invalid condition in KeyConditionExpression: No key attribute specified');
  if (path.length > 1)
    throw validationException('KeyConditionExpressions cannot have conditions on nested attributes');
  return path[0];
}

function wrongOperator(operator: string): Error {
  return validationException(`Invalid operator used in KeyConditionExpression: ${operator}`);
}
