import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { JsonDescribed } from './json-serializable.ts';
import { isStandardSchema } from './standard-schema.ts';
import { relaySource } from './verdict.ts';

/** What `defineContract` is given: schemas of any library that speaks Standard Schema. */
export interface ContractDefinition<
  Request extends StandardSchemaV1 = StandardSchemaV1,
  Output extends StandardSchemaV1 = StandardSchemaV1,
  Progress extends StandardSchemaV1 = StandardSchemaV1,
  ErrorName extends string = string,
> {
  /** The worker's name: the event source of its results. 1 to 256 printable ASCII characters. */
  readonly name: string;
  /** What the worker is asked for: the payload of a request. */
  readonly request: Request & FromJson<Request>;
  /** What it answers with. */
  readonly output: Output & ToJson<Output>;
  /** The errors that it fails a task with, which Retry and Catch match, each with what it means. Default: none. */
  readonly errors?: Readonly<Record<ErrorName, string>>;
  /** What a heartbeat says of how far the work is. Default: any JSON value. */
  readonly progress?: Progress & ToJson<Progress>;
}

/** A schema whose input is JSON: a type error names the member that JSON.stringify would drop or change, as a Date. */
type FromJson<S extends StandardSchemaV1> = StandardSchemaV1<
  JsonDescribed<StandardSchemaV1.InferInput<S>>,
  StandardSchemaV1.InferOutput<S>
>;
/** A schema whose output is JSON, because that is what is published. */
type ToJson<S extends StandardSchemaV1> = StandardSchemaV1<
  StandardSchemaV1.InferInput<S>,
  JsonDescribed<StandardSchemaV1.InferOutput<S>>
>;

/**
 * What a worker's team and those who ask it agree on, in one value that both import: the worker types and checks its
 * handler by it, the author of a state machine the payload of the task.
 */
export interface Contract<
  Request extends StandardSchemaV1 = StandardSchemaV1,
  Output extends StandardSchemaV1 = StandardSchemaV1,
  Progress extends StandardSchemaV1 = StandardSchemaV1,
  ErrorName extends string = string,
> {
  readonly name: string;
  readonly request: Request;
  readonly output: Output;
  readonly errors: Readonly<Record<ErrorName, string>>;
  readonly progress: Progress | undefined;
}

/** The payload as those who ask give it. */
export type PayloadOf<C extends Contract> = StandardSchemaV1.InferInput<C['request']>;
/** The payload as the handler gets it. */
export type RequestOf<C extends Contract> = StandardSchemaV1.InferOutput<C['request']>;
/** The output as the handler returns it. */
export type ReturnsOf<C extends Contract> = StandardSchemaV1.InferInput<C['output']>;
/** The output as the state machine gets it. */
export type OutputOf<C extends Contract> = StandardSchemaV1.InferOutput<C['output']>;
export type ProgressOf<C extends Contract> = StandardSchemaV1.InferInput<NonNullable<C['progress']>>;
export type ErrorNameOf<C extends Contract> = keyof C['errors'] & string;

/** @throws TypeError that says which part is wrong, what was given and what is expected. */
export function defineContract<
  Request extends StandardSchemaV1,
  Output extends StandardSchemaV1,
  Progress extends StandardSchemaV1 = StandardSchemaV1,
  ErrorName extends string = never,
>(
  definition: ContractDefinition<Request, Output, Progress, ErrorName>,
): Contract<Request, Output, Progress, ErrorName> {
  const { name, request, output, progress, errors = {} } = definition;
  assertSource(name, "a contract's name");
  assertSchema(request, "a contract's request");
  assertSchema(output, "a contract's output");
  if (progress !== undefined) assertSchema(progress, "a contract's progress");
  assertErrors(errors);
  return { name, request, output, progress, errors: errors as Readonly<Record<ErrorName, string>> };
}

/** @throws TypeError where EventBridge would refuse `name` as an event source, or it is the relay's own. */
export function assertSource(name: unknown, whose: string): asserts name is string {
  const isPrintable = typeof name === 'string' && /^[ -~]{1,256}$/.test(name);
  if (isPrintable && !name.startsWith('aws.') && name !== relaySource) return;
  throw new TypeError(
    `${whose} is the event source of its results: 1 to 256 printable ASCII characters, not "aws.…" and not "${relaySource}"; given ${shown(name)}`,
  );
}

/** @throws TypeError where `schema` does not speak Standard Schema. */
export function assertSchema(schema: unknown, whose: string): asserts schema is StandardSchemaV1 {
  if (isStandardSchema(schema)) return;
  throw new TypeError(
    `${whose} must be a schema of a library that speaks Standard Schema (zod, valibot, arktype and others); given ${shown(schema)}`,
  );
}

function assertErrors(errors: unknown): void {
  const entries = typeof errors === 'object' && errors !== null ? Object.entries(errors) : [['', errors]];
  for (const [name, meaning] of entries) {
    if (/^[^\s]{1,256}$/.test(String(name)) && typeof meaning === 'string') continue;
    throw new TypeError(
      `a contract's errors are names of 1 to 256 characters without spaces, each with what it means, as { CardRefused: 'The bank refused the card.' }; given ${shown(errors)}`,
    );
  }
}

function shown(given: unknown): string {
  return typeof given === 'function' ? 'a function' : (JSON.stringify(given) ?? 'nothing');
}
