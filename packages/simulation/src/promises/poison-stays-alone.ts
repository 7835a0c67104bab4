import { correlationIdSchema, type EventEnvelope, eventEnvelopeSchema } from '@callback-relay/contract';
import { correlationIdIn } from '../designs/event-statements.ts';
import { taskName } from '../services/execution.ts';
import type { RelayBatch } from '../system/relay-archive.ts';
import { type Evidence, type Finding, finalVerdicts } from './evidence.ts';

/**
 * Promise 6. A bad record fails itself, never its batch: the relay's handler never throws, and hands no message
 * back whose event it decided for good without a fault, unless its result stays parked. Where the callback of a broken
 * result is known, and its sender may answer, the task fails with a clear error and does not sleep on (an hour is allowed,
 * as in promise 1). Put to the test by broken results, and by batches in which some are returned to the queue.
 */
export function poisonStaysAlone(evidence: Evidence): Finding {
  const { archive, attempts, answers } = evidence;
  const poison = answers.filter(({ statement }) => statement.answer === undefined);
  const mixed = archive.batches.filter(
    ({ messages, response }) =>
      response !== undefined &&
      response.batchItemFailures.length > 0 &&
      response.batchItemFailures.length < messages.length,
  );
  const hung = attempts.filter((attempt) => evidence.fate(attempt) === 'hung');
  return {
    tested: poison.length + mixed.length,
    violations: [
      ...archive.batches.flatMap((batch) => brokenBatch(batch, evidence)),
      ...hung.map((attempt) => `${taskName(attempt)} sleeps on, though its result was broken`),
    ],
  };
}

function brokenBatch(batch: RelayBatch, evidence: Evidence): string[] {
  const { messages, recorded, faults, response, thrown } = batch;
  if (thrown !== undefined) return [`a batch of ${messages.length} failed as a whole: ${String(thrown)}`];
  const failed = new Set(response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const troubled = new Set(faults.map(({ correlationId }) => correlationId));
  return messages
    .filter(({ messageId }) => failed.has(messageId))
    .flatMap(({ body, messageId }) => {
      const event = eventEnvelopeSchema.parse(JSON.parse(body));
      if (troubled.has(readableId(event)) || isTwiceIn(messages, messageId)) return [];
      // Of two results with one event ID, the verdict may be the other's.
      if (messages.some((other) => isOtherContent(other.body, body, event.id))) return [];
      if (isParkedIn(batch, event, evidence)) return [];
      const verdicts = finalVerdicts(recorded.filter(({ record }) => record.event.id === event.id));
      return verdicts.length === 0
        ? []
        : [`${messageId} got the verdict ${verdicts.join(', ')}, and returned to the queue`];
    });
}

/** A broken result that came before its callback has its verdict at once, and its message stays as the timer. */
function isParkedIn(
  { startedAt, endedAt = startedAt }: RelayBatch,
  { id }: EventEnvelope,
  { steps }: Evidence,
) {
  return steps.some(
    (step) =>
      'after' in step &&
      step.at >= startedAt &&
      step.at <= endedAt &&
      Object.values(step.after.parked).some(({ event }) => event === id),
  );
}

/** SQS may deliver a message twice in one batch; the answer names both by one ID, so what returns one returns both. */
function isTwiceIn(messages: RelayBatch['messages'], messageId: string): boolean {
  return messages.filter((message) => message.messageId === messageId).length > 1;
}

function isOtherContent(other: string, body: string, eventId: string): boolean {
  return other !== body && eventEnvelopeSchema.parse(JSON.parse(other)).id === eventId;
}

/** As fault reports have it: left out where the event names none that can be read. */
function readableId(event: EventEnvelope): string | undefined {
  const id = correlationIdSchema.safeParse(correlationIdIn(event));
  return id.success ? id.data : undefined;
}
