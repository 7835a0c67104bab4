import {
  assertSchema,
  assertSource,
  type Contract,
  type ErrorNameOf,
  type JsonDescribed,
  type JsonSerializable,
  type JsonValue,
  type ProgressOf,
  type RequestOf,
  type ReturnsOf,
} from '@callback-relay/contract';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { answerLater } from '../handler/answer-later.ts';
import type { HandlerContext } from '../handler/handler-context.ts';
import type { Idempotency } from '../idempotency/idempotency.ts';
import { memoryIdempotency } from '../idempotency/memory-idempotency.ts';

/** What a handler may return: the task's output, or `answerLater`. */
export type Returned<Output> = Output | typeof answerLater | Promise<Output | typeof answerLater>;

export interface WorkerDefinition<Payload, Output = JsonValue> {
  /** The event source of its results: callbacks name the sources that may answer them. 1 to 256 characters. */
  readonly name: string;
  /**
   * A schema of any library that speaks Standard Schema (zod, zod/mini, valibot, arktype and others). A payload that
   * breaks it fails the task with `CallbackRelay.PayloadRejected`; the handler never sees it.
   */
  readonly payload: StandardSchemaV1<unknown, Payload>;
  /**
   * Does the work and returns the task's output: what JSON.stringify carries in full, at most 262,144 bytes; null for
   * no output. A thrown `Failure` fails the task. Anything else thrown is a crash: the message is tried again.
   * `answerLater` publishes nothing now.
   */
  handle(payload: Payload, context: HandlerContext): Returned<JsonSerializable<Output>>;
  /** Default: remembered in this process. */
  readonly idempotency?: Idempotency;
}

/** As `WorkerDefinition`, of whatever a handler returns: a union is inferred whole where it is not part of another one. */
interface InferredWorkerDefinition<Payload, Given> extends Omit<WorkerDefinition<Payload>, 'handle'> {
  handle(payload: Payload, context: HandlerContext): Carried<Given>;
}

/** What a handler may return of what it does return. */
type Carried<Given> = Given extends typeof answerLater
  ? Given
  : Given extends Promise<infer Output>
    ? Promise<Carried<Output>>
    : JsonSerializable<Given>;

/** As `WorkerDefinition`, with a schema that the output is held to before it is published. */
export interface CheckedWorkerDefinition<Payload, Returns, Output>
  extends Omit<WorkerDefinition<Payload, Output>, 'handle'> {
  /** An output that breaks it fails the task with `CallbackRelay.OutputRejected`. What it makes of the output is published. */
  readonly output: StandardSchemaV1<Returns, Output> & StandardSchemaV1<Returns, JsonDescribed<Output>>;
  handle(payload: Payload, context: HandlerContext): Returned<NoInfer<Returns>>;
}

/** A worker by the contract that it shares with those who ask it: see `defineContract`. */
export interface ContractWorkerDefinition<C extends Contract> {
  readonly contract: C;
  handle(
    payload: RequestOf<C>,
    context: HandlerContext<ProgressOf<C>, ErrorNameOf<C>>,
  ): Returned<ReturnsOf<C>>;
  readonly idempotency?: Idempotency;
}

/** A worker, ready for a host: `lambdaWorker` or `runWorker`. */
export interface Worker<Payload = unknown> {
  readonly name: string;
  readonly payload: StandardSchemaV1<unknown, Payload>;
  readonly output: StandardSchemaV1 | undefined;
  readonly progress: StandardSchemaV1 | undefined;
  /** The error names that its failures may have; undefined: any. */
  readonly errors: readonly string[] | undefined;
  handle(payload: Payload, context: HandlerContext): Returned<unknown>;
  readonly idempotency: Idempotency;
}

/** What `defineWorker` reads of any of its definitions. */
interface AnyDefinition {
  readonly contract?: Contract;
  readonly name?: unknown;
  readonly payload?: unknown;
  readonly output?: unknown;
  readonly handle?: unknown;
  readonly idempotency?: Idempotency;
}

/** @throws TypeError that says which part of the definition is wrong, what was given and what is expected. */
export function defineWorker<C extends Contract>(
  definition: ContractWorkerDefinition<C>,
): Worker<RequestOf<C>>;
export function defineWorker<Payload, Returns, Output>(
  definition: CheckedWorkerDefinition<Payload, Returns, Output>,
): Worker<Payload>;
export function defineWorker<Payload, Given>(
  definition: InferredWorkerDefinition<Payload, Given>,
): Worker<Payload>;
export function defineWorker(definition: AnyDefinition): Worker {
  const { contract, handle, idempotency = memoryIdempotency() } = definition;
  const name = contract?.name ?? definition.name;
  const payload = contract?.request ?? definition.payload;
  const output = contract?.output ?? definition.output;
  assertSource(name, "a worker's name");
  assertSchema(payload, "a worker's payload");
  if (output !== undefined) assertSchema(output, "a worker's output");
  if (typeof handle !== 'function') {
    throw new TypeError(
      `a worker's handle must be a function of payload and context; given ${typeof handle}`,
    );
  }
  return {
    name,
    payload,
    output,
    progress: contract?.progress,
    errors: contract && Object.keys(contract.errors),
    handle: handle.bind(definition) as Worker['handle'],
    idempotency,
  };
}
