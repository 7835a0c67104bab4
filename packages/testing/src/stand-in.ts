import {
  type Contract,
  currentVersion,
  type ErrorNameOf,
  type ProgressOf,
  type Request,
  type RequestOf,
  type ReturnsOf,
  requestSchema,
  resultTypes,
  validate,
  validateStandard,
} from '@callback-relay/contract';
import type { Local } from '@callback-relay/local';
import type { StandardSchemaV1 } from '@standard-schema/spec';

/** A request as it reached the worker's queue. */
export interface ReceivedRequest<Payload = unknown> extends Omit<Request, 'payload'> {
  readonly payload: Payload;
}

export interface StandInOptions {
  /** The worker's request queue: name, ARN or logical ID. */
  readonly queue: string;
  /** The worker's own function, where the app has one: it is switched off, so that requests are left to the test. */
  readonly functionName?: string;
  /** How long `waitForRequest` waits at most, by the machine's clock. Milliseconds, default 10,000. */
  readonly timeoutMs?: number;
}

/** A worker that the test plays: it takes requests, and answers when and as the test says. */
export interface StandIn<C extends Contract = Contract> {
  /**
   * The next request, deleted from the queue. Its payload is held to the contract.
   * @throws Error where none comes in time, or the request breaks the contract: the message says how.
   */
  waitForRequest(): Promise<ReceivedRequest<RequestOf<C>>>;
  /** Publishes the output, held to the contract, and lets what follows come to rest. */
  succeed(request: Pick<ReceivedRequest, 'correlationId' | 'replyTo'>, output: ReturnsOf<C>): Promise<void>;
  fail(
    request: Pick<ReceivedRequest, 'correlationId' | 'replyTo'>,
    error: ErrorNameOf<C>,
    cause?: string,
  ): Promise<void>;
  heartbeat(
    request: Pick<ReceivedRequest, 'correlationId' | 'replyTo'>,
    progress?: ProgressOf<C>,
  ): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 10_000;

export async function createStandIn<C extends Contract>(
  local: Local,
  contract: C,
  { queue, functionName, timeoutMs = DEFAULT_TIMEOUT_MS }: StandInOptions,
): Promise<StandIn<C>> {
  if (functionName !== undefined) await local.setMappingEnabled(functionName, false);
  const publish = async (
    { correlationId, replyTo }: Pick<ReceivedRequest, 'correlationId' | 'replyTo'>,
    detailType: string,
    fields: object,
  ): Promise<void> => {
    const detail = { version: currentVersion, correlationId, ...fields };
    await local.publish({ bus: replyTo.eventBus, source: contract.name, detailType, detail });
    await local.idle();
  };
  return {
    waitForRequest: async () => {
      const { body } = await local.receiveMessage(queue, { timeoutMs });
      const { value: request, issues } = validate(requestSchema, body, 'request');
      if (issues) throw new Error(`a request on ${queue} breaks the contract: ${issues.join('; ')}`);
      const payload = await held(contract.request, request.payload, `the payload for ${contract.name}`);
      return { ...request, payload: payload as RequestOf<C> };
    },
    succeed: async (request, output) => {
      const checked = await held(contract.output, output, `the output of ${contract.name}`);
      await publish(request, resultTypes.succeeded, { output: checked });
    },
    fail: (request, error, cause) =>
      publish(request, resultTypes.failed, { error, ...(cause !== undefined && { cause }) }),
    heartbeat: async (request, progress) => {
      const fields = progress === undefined ? {} : { progress };
      await publish(request, resultTypes.heartbeat, fields);
    },
  };
}

async function held(schema: StandardSchemaV1, value: unknown, what: string): Promise<unknown> {
  const checked = await validateStandard(schema, value);
  if (checked.issues) throw new Error(`${what} breaks its contract: ${checked.issues.join('; ')}`);
  return checked.value;
}
