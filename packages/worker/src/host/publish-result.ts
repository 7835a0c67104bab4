import {
  type Contract,
  correlationIdSchema,
  type ErrorNameOf,
  type JsonSerializable,
  type ProgressOf,
  RelayError,
  type ReturnsOf,
  validateStandard,
} from '@callback-relay/contract';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { eventBridgePublisher } from '../aws/eventbridge-publisher.ts';
import { systemClock } from '../clock.ts';
import { refusalOf } from '../result/outbox.ts';
import { failedWith, outputText } from '../result/outcome.ts';
import { publishEntries } from '../result/publish-entries.ts';
import { answerEntry, heartbeatEntry, progressRefusal, type ReturnAddress } from '../result/result-entry.ts';
import type { ResultEntry, ResultPublisher } from '../result/result-publisher.ts';

/** Which callback is answered and on which bus; and how: with an output, a failure, or a heartbeat. */
export type ResultToPublish<Output = unknown, Progress = unknown, ErrorName extends string = string> = {
  /** Name or ARN of the bus: the request's return address. */
  readonly eventBus: string;
  readonly correlationId: string;
} & (
  | { readonly output: Output }
  | { readonly error: ErrorName; readonly cause?: string }
  | { readonly progress: Progress }
);

/** In whose name: an event source that the callback allows, or the contract of the worker that is answered for. */
type By<C extends Contract> = { readonly source: string } | { readonly contract: C };

/**
 * Answers a callback from anywhere and at any time: a webhook, a form, a script. Resolves to the event's ID when
 * the result is on the bus. Without a `publisher` it goes through a client that the AWS environment configures. With a
 * `contract` the result is typed and checked by it.
 * @throws RelayError `correlation-id-malformed`, `contract-broken`, `output-rejected`, `output-too-large`,
 *   `progress-too-large`: the result would be refused, and nothing was published. `publish-failed`: EventBridge refused it.
 */
export function publishResult<C extends Contract>(
  result: { readonly contract: C } & ResultToPublish<ReturnsOf<C>, ProgressOf<C>, ErrorNameOf<C>>,
  publisher?: ResultPublisher,
): Promise<string>;
export function publishResult<Output, Progress>(
  result: { readonly source: string } & ResultToPublish<JsonSerializable<Output>, JsonSerializable<Progress>>,
  publisher?: ResultPublisher,
): Promise<string>;
export async function publishResult(
  result: By<Contract> & ResultToPublish,
  publisher: ResultPublisher = defaultPublisher(),
): Promise<string> {
  const entry = await entryOf(result);
  const ports = { publisher, clock: systemClock, random: Math.random };
  const outcome = (await publishEntries([entry], ports)).get(entry);
  if (outcome?.status !== 'accepted') throw refusalOf(outcome) ?? new RelayError('publish-failed');
  return outcome.eventId;
}

async function entryOf(result: By<Contract> & ResultToPublish): Promise<ResultEntry> {
  const contract = 'contract' in result ? result.contract : undefined;
  const returnAddress: ReturnAddress = {
    eventBus: text('eventBus', result.eventBus),
    source: text('source', 'contract' in result ? result.contract.name : result.source),
    correlationId: result.correlationId,
  };
  if (!correlationIdSchema.safeParse(result.correlationId).success) {
    const given = JSON.stringify(result.correlationId) ?? 'nothing';
    throw new RelayError('correlation-id-malformed', `given ${given.slice(0, 300)}`);
  }
  if ('error' in result) {
    const { cause = '' } = result;
    if (typeof cause !== 'string') throw notText('cause', cause);
    return answerEntry(returnAddress, failedWith({ error: text('error', result.error), cause }));
  }
  if ('progress' in result) {
    const progress = await checked('contract-broken', result.progress, contract?.progress);
    const refusal = progressRefusal(progress);
    if (refusal !== undefined) throw refusal;
    return heartbeatEntry(returnAddress, progress);
  }
  const output = await checked('output-rejected', result.output, contract?.output);
  return answerEntry(returnAddress, { kind: 'succeeded', output: outputText(output) });
}

async function checked(
  code: 'contract-broken' | 'output-rejected',
  value: unknown,
  schema: StandardSchemaV1 | undefined,
): Promise<unknown> {
  if (schema === undefined) return value;
  const { value: read, issues } = await validateStandard(schema, value);
  if (issues) throw new RelayError(code, issues.join('\n'));
  return read;
}

function text(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw notText(name, value);
  return value;
}

function notText(name: string, value: unknown): RelayError {
  return new RelayError(
    'contract-broken',
    `${name}: must be a text; given ${JSON.stringify(value) ?? 'nothing'}`,
  );
}

let made: ResultPublisher | undefined;

/** One client for all results of this process, made when the first is published. */
function defaultPublisher(): ResultPublisher {
  made ??= eventBridgePublisher();
  return made;
}
