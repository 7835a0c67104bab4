import { type AttributeValue, contentOf, typeOf } from '../values/attribute-value.ts';
import { compareValues } from '../values/compare.ts';
import type { Bindings } from './bindings.ts';
import {
  type Condition,
  comparators,
  functionOperands,
  type Operand,
  type Test,
  type WrittenCondition,
} from './condition-syntax.ts';
import { type DocumentPath, equalPaths, showPath } from './document-path.ts';
import { ExpressionError } from './expression-error.ts';

/** An operand with its names and values filled in. */
export type BoundOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly of: BoundOperand };

export interface BoundTest {
  readonly kind: 'test';
  readonly operator: string;
  readonly args: readonly BoundOperand[];
}

export type BoundCondition =
  | BoundTest
  | { readonly kind: 'and' | 'or'; readonly conditions: readonly BoundCondition[] }
  | { readonly kind: 'not'; readonly condition: BoundCondition };

export interface Bound {
  readonly condition: BoundCondition;
  /** Every path that the condition looks at. */
  readonly paths: readonly DocumentPath[];
}

/**
 * Fills in names and values, and checks what depends on them, test by test in the order of the text.
 * @throws ExpressionError
 */
export function bindCondition({ root, tests }: WrittenCondition, bindings: Bindings): Bound {
  const bound = new Map<Test, BoundTest>();
  const paths: DocumentPath[] = [];
  for (const test of tests) {
    const args = test.args.map((arg) => bindOperand(arg, bindings, paths));
    checkTest(test, args);
    bound.set(test, { kind: 'test', operator: test.operator, args });
  }
  return { condition: replaceTests(root, bound), paths };
}

function replaceTests(condition: Condition, bound: ReadonlyMap<Test, BoundTest>): BoundCondition {
  switch (condition.kind) {
    case 'test':
      return boundTest(condition, bound);
    case 'not':
      return { kind: 'not', condition: replaceTests(condition.condition, bound) };
    default:
      return {
        kind: condition.kind,
        conditions: condition.conditions.map((part) => replaceTests(part, bound)),
      };
  }
}

function boundTest(test: Test, bound: ReadonlyMap<Test, BoundTest>): BoundTest {
  const found = bound.get(test);
  if (found === undefined) throw new TypeError('A test of the condition is not among its tests.');
  return found;
}

function bindOperand(operand: Operand, bindings: Bindings, paths: DocumentPath[]): BoundOperand {
  if (operand.kind === 'value') return { kind: 'value', value: bindings.value(operand.name) };
  if (operand.kind === 'path') {
    const path = bindings.path(operand.path);
    paths.push(path);
    return { kind: 'path', path };
  }
  const args = operand.args.map((arg) => bindOperand(arg, bindings, paths));
  checkCount(operand.name, args);
  const [of] = args as [BoundOperand];
  const type = typeOfOperand(of);
  if (type === 'N' || type === 'BOOL' || type === 'NULL') throw wrongType('size', type);
  return { kind: 'size', of };
}

function checkTest({ operator }: Test, args: readonly BoundOperand[]): void {
  checkCount(operator, args);
  checkDistinct(operator, args);
  if (comparators.has(operator)) checkComparator(operator, args);
  else checks[operator]?.(args);
}

function checkCount(name: string, args: readonly BoundOperand[]): void {
  const count = functionOperands[name];
  if (count === undefined || count === args.length) return;
  throw new ExpressionError(
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${name}, number of operands: ${args.length}`,
  );
}

function checkDistinct(operator: string, [first, second, ...others]: readonly BoundOperand[]): void {
  if (first?.kind !== 'path' || second?.kind !== 'path' || others.length > 0) return;
  if (!equalPaths(first.path, second.path)) return;
  throw new ExpressionError(
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${showPath(first.path)}`,
  );
}

function checkComparator(operator: string, args: readonly BoundOperand[]): void {
  if (operator !== '=' && operator !== '<>') checkOrdered(operator, args);
}

function checkOrdered(operator: string, args: readonly BoundOperand[]): void {
  const type = args.map(typeOfOperand).find((found) => found !== undefined && !ordered.has(found));
  if (type !== undefined) throw wrongType(operator, type);
}

const ordered: ReadonlySet<string> = new Set(['S', 'N', 'B']);
const typeNames: ReadonlySet<unknown> = new Set(['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M']);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const MOST_IN_OPERANDS = 100;

const checks: Readonly<Record<string, (args: readonly BoundOperand[]) => void>> = {
  attribute_exists: (args) => checkPath('attribute_exists', args),
  attribute_not_exists: (args) => checkPath('attribute_not_exists', args),
  begins_with(args) {
    const type = args
      .map(typeOfOperand)
      .find((found) => found !== undefined && found !== 'S' && found !== 'B');
    if (type !== undefined) throw wrongType('begins_with', type);
  },
  attribute_type([, wanted]) {
    const type = wanted && typeOfOperand(wanted);
    if (wanted?.kind !== 'value' || type !== 'S')
      throw wrongType('attribute_type', type ?? '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}');
    const name = contentOf(wanted.value);
    if (typeNames.has(name)) return;
    throw new ExpressionError(
      `Invalid attribute type name found; type: ${name}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`,
    );
  },
  BETWEEN(args) {
    checkOrdered('BETWEEN', args);
    const [, lower, upper] = args;
    if (lower?.kind !== 'value' || upper?.kind !== 'value') return;
    const bounds = `lower bound operand: ${showValue(lower.value)}, upper bound operand: ${showValue(upper.value)}`;
    if (typeOf(lower.value) !== typeOf(upper.value))
      throw new ExpressionError(
        `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`,
      );
    if ((compareValues(lower.value, upper.value) ?? 0) > 0)
      throw new ExpressionError(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
      );
  },
  IN(args) {
    if (args.length - 1 <= MOST_IN_OPERANDS) return;
    throw new ExpressionError(
      `The IN operator is provided with too many operands; number of operands: ${args.length - 1}`,
    );
  },
};

function checkPath(name: string, [operand]: readonly BoundOperand[]): void {
  if (operand?.kind === 'path') return;
  throw new ExpressionError(`Operator or function requires a document path; operator or function: ${name}`);
}

function typeOfOperand(operand: BoundOperand): string | undefined {
  if (operand.kind === 'size') return 'N';
  return operand.kind === 'value' ? typeOf(operand.value) : undefined;
}

function wrongType(operator: string, type: string): ExpressionError {
  return new ExpressionError(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );
}

function showValue(value: AttributeValue): string {
  return `AttributeValue: {${typeOf(value)}:${String(contentOf(value))}}`;
}
