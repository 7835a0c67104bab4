import { correlationIdSchema, type JsonValue, RelayError } from '@callback-relay/contract';
import { eventBridgePublisher } from '../aws/eventbridge-publisher.ts';
import { systemClock } from '../clock.ts';
import { refusalOf } from '../result/outbox.ts';
import { failedWith, outputText } from '../result/outcome.ts';
import { publishEntries } from '../result/publish-entries.ts';
import { answerEntry, heartbeatEntry, progressRefusal } from '../result/result-entry.ts';
import type { ResultEntry, ResultPublisher } from '../result/result-publisher.ts';

/** Whose callback is answered, by whom, on which bus; and how: with an output, a failure, or a heartbeat. */
export type ResultToPublish = {
  /** Name or ARN of the bus: the request's return address. */
  readonly eventBus: string;
  /** The event source: one of those that the callback allows. */
  readonly source: string;
  readonly correlationId: string;
} & (
  | { readonly output: JsonValue }
  | { readonly error: string; readonly cause?: string }
  | { readonly progress: JsonValue }
);

/**
 * Answers a callback from anywhere and at any time: a webhook, a form, a script. Resolves to the event's ID when
 * the result is on the bus. Without a `publisher` it goes through a client that the AWS environment configures.
 * @throws RelayError `correlation-id-malformed`, `contract-broken`, `output-too-large`, `progress-too-large`: the
 *   result would be refused, and nothing was published. `publish-failed`: EventBridge refused it.
 */
export async function publishResult(
  result: ResultToPublish,
  publisher: ResultPublisher = defaultPublisher(),
): Promise<string> {
  const entry = entryOf(result);
  const ports = { publisher, clock: systemClock, random: Math.random };
  const outcome = (await publishEntries([entry], ports)).get(entry);
  if (outcome?.status !== 'accepted') throw refusalOf(outcome) ?? new RelayError('publish-failed');
  return outcome.eventId;
}

function entryOf(result: ResultToPublish): ResultEntry {
  const { eventBus, source, correlationId } = result;
  if (!correlationIdSchema.safeParse(correlationId).success) {
    throw new RelayError('correlation-id-malformed');
  }
  const answering = { eventBus, source, correlationId };
  if ('error' in result) {
    if (result.error === '') throw new RelayError('contract-broken', 'error: must name what went wrong');
    return answerEntry(answering, failedWith({ error: result.error, cause: result.cause ?? '' }));
  }
  if ('progress' in result) {
    const refusal = progressRefusal(result.progress);
    if (refusal !== undefined) throw refusal;
    return heartbeatEntry(answering, result.progress);
  }
  return answerEntry(answering, { kind: 'succeeded', output: outputText(result.output) });
}

let made: ResultPublisher | undefined;

/** One client for all results of this process, made when the first is published. */
function defaultPublisher(): ResultPublisher {
  made ??= eventBridgePublisher();
  return made;
}
