import { AwsError } from '../../foundation/aws-error.ts';
import { validationException } from '../errors/table-errors.ts';
import { type Bound, bindCondition } from '../expressions/bind-condition.ts';
import { type BoundUpdate, bindUpdate } from '../expressions/bind-update.ts';
import { type Bindings, createBindings } from '../expressions/bindings.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { ExpressionError } from '../expressions/expression-error.ts';
import {
  parsedCondition,
  parsedKeyCondition,
  parsedProjection,
  parsedUpdate,
} from '../expressions/parsed.ts';
import { bindProjection } from '../expressions/projection.ts';
import { type AttributeValue, attributeIn } from '../values/attribute-value.ts';
import { checkedAlready, checkValue } from '../values/check-value.ts';

/** The expressions of a request, with what they refer to. */
export interface ExpressionParameters {
  readonly UpdateExpression?: string;
  readonly ConditionExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

export interface Expressions {
  readonly update: BoundUpdate | undefined;
  readonly condition: Bound | undefined;
  readonly keyCondition: Bound | undefined;
  readonly filter: Bound | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
}

/**
 * Reads all expressions of a request, in the order in which DynamoDB does.
 * @throws AwsError ValidationException
 */
export function readExpressions(request: ExpressionParameters): Expressions {
  const bindings = createBindings(
    checkNames(request.ExpressionAttributeNames),
    checkValues(request.ExpressionAttributeValues),
  );
  const read = <Result>(
    parameter: keyof ExpressionParameters,
    bind: (text: string, bindings: Bindings) => Result,
  ): Result | undefined => {
    const text = request[parameter];
    return typeof text === 'string'
      ? worded(`Invalid ${parameter}: `, () => bind(text, bindings))
      : undefined;
  };
  const expressions = {
    update: read('UpdateExpression', (text) => bindUpdate(parsedUpdate(text), bindings)),
    condition: read('ConditionExpression', (text) => bindCondition(parsedCondition(text), bindings)),
    keyCondition: read('KeyConditionExpression', (text) => bindCondition(parsedKeyCondition(text), bindings)),
    filter: read('FilterExpression', (text) => bindCondition(parsedCondition(text), bindings)),
    projection: read('ProjectionExpression', (text) => bindProjection(parsedProjection(text), bindings)),
  };
  worded('', bindings.checkUsed);
  return expressions;
}

function worded<Result>(prefix: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) throw validationException(`${prefix}${error.message}`);
    throw error;
  }
}

function checkNames(
  names: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  if (names === undefined) return undefined;
  checkKeys('ExpressionAttributeNames', names, /^#[0-9a-zA-Z_]+$/);
  return names;
}

function checkValues(
  values: Readonly<Record<string, AttributeValue>> | undefined,
): Record<string, AttributeValue> | undefined {
  if (values === undefined) return undefined;
  checkKeys('ExpressionAttributeValues', values, /^:[0-9a-zA-Z_]+$/);
  const already = checkedAlready(values);
  if (already !== undefined) return already;
  const checked: Record<string, AttributeValue> = {};
  for (const key of Object.keys(values)) {
    try {
      checked[key] = checkValue(attributeIn(values, key));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw validationException(
        `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
      );
    }
  }
  return checked;
}

function checkKeys(parameter: string, given: object, pattern: RegExp): void {
  const keys = Object.keys(given);
  if (keys.length === 0) throw validationException(`${parameter} must not be empty`);
  const wrong = keys.find((key) => !pattern.test(key));
  if (wrong !== undefined)
    throw validationException(`${parameter} contains invalid key: Syntax error; key: "${wrong}"`);
}

/**
 * An operation takes expressions or the parameters from before them, not both.
 * @throws AwsError ValidationException
 */
export function checkParameters(
  request: ExpressionParameters & Readonly<Record<string, unknown>>,
  expressions: readonly string[],
  others: readonly string[],
): void {
  const given = expressions.filter((name) => request[name] !== undefined);
  const otherGiven = others.filter((name) => request[name] !== undefined);
  if (given.length > 0 && otherGiven.length > 0) {
    throw validationException(
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${otherGiven.join(', ')}} Expression parameters: {${given.join(', ')}}`,
    );
  }
  if (request.ExpressionAttributeNames !== undefined && given.length === 0)
    throw validationException('ExpressionAttributeNames can only be specified when using expressions');
  const withValues = expressions.filter((name) => name !== 'ProjectionExpression');
  const unused =
    request.ExpressionAttributeValues !== undefined && !withValues.some((name) => given.includes(name));
  if (!unused || withValues.length === 0) return;
  throw validationException(
    'ExpressionAttributeValues can only be specified when using expressions: ' +
      `${withValues.join(' and ')} ${withValues.length > 1 ? 'are' : 'is'} null`,
  );
}
