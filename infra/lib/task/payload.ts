import { Token } from 'aws-cdk-lib';
import { JsonPath, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** The payload, taken out of the `TaskInput` that CDK's own tasks are given theirs in. */
export function plainPayload(payload: unknown): unknown {
  return payload instanceof TaskInput ? (payload as TaskInput).value : payload;
}

/** @throws Error for what JSON has no form for: it would reach the worker as something else, or not at all. */
export function checkJson(scope: IConstruct, value: unknown, path = 'payload'): void {
  if (isLeaf(value) || Token.isUnresolved(value)) return;
  if (value === null) {
    throw validationError(scope, {
      problem: `${path} is null, which CDK leaves out of the definition`,
      given: value,
      remedy: "leave it out yourself, or write JsonPath.stringToJson('null'), or in JSONata '{% null %}'",
    });
  }
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) checkElement(scope, each, `${path}[${index}]`);
    return;
  }
  if (isPlainObject(value)) {
    for (const [name, each] of Object.entries(value)) {
      if (each !== undefined) checkJson(scope, each, `${path}.${name}`);
    }
    return;
  }
  throw validationError(scope, {
    problem: `${path} is not a JSON value, so the worker would not get what is meant`,
    given: typeof value === 'object' ? `a ${value?.constructor?.name}` : `${typeof value} ${String(value)}`,
    remedy: 'give text, numbers, booleans, null, arrays and plain objects, with paths or expressions in them',
  });
}

function checkElement(scope: IConstruct, value: unknown, path: string): void {
  if (typeof value === 'string' && JsonPath.isEncodedJsonPath(value)) {
    throw validationError(scope, {
      problem: `${path} is a path in a list, for which a definition has no form`,
      given: 'a JsonPath',
      remedy: "make the list by JsonPath.array(…), in JSONata by '{% [$states.input.id] %}'",
    });
  }
  checkJson(scope, value, path);
}

function isLeaf(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || typeof value === 'boolean';
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
