import { z } from 'zod';
import { AwsError } from './aws-error.ts';
import { isObject } from './is-object.ts';

/**
 * The shape of an operation's input, as far as types go: what a client that no SDK checks may get wrong. Which members
 * must be there, and what they may hold, is the operation's own matter.
 */
export type InputSchema = z.ZodType<Record<string, unknown>>;

/** Those of a service, by operation. */
export type InputShapes = Readonly<Record<string, InputSchema>>;

export const text = z.string();
export const integer = z.int();
export const number = z.number();
export const flag = z.boolean();
export const texts = z.array(z.string());
export const textMap = z.record(z.string(), z.string());

/** An object all of whose members may be missing; those that are not named pass as they are. */
export function members<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).partial();
}

/**
 * The input without its nulls, which AWS takes as missing.
 * @throws AwsError SerializationException that names the member
 */
export function parseInput(schema: InputSchema, input: Record<string, unknown>): Record<string, unknown> {
  const parsed = schema.safeParse(hasNull(input) ? withoutNulls(input) : input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = issue?.path.map(String).join('.') ?? '';
  throw new AwsError('SerializationException', `${at}: ${issue?.message ?? 'malformed input'}`);
}

function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(hasNull);
}

/** Elements of lists stay: a list of nulls is no shorter list. */
function withoutNulls(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, cleaned(member)]),
  );
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  return isObject(value) ? withoutNulls(value) : value;
}
