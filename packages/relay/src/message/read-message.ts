import { attemptsAfter, type EventReference, executionKeyOf } from '@callback-relay/callbacks-table';
import {
  type EventEnvelope,
  endedStatuses,
  eventEnvelopeSchema,
  openedDetailSchema,
  openedEventType,
  operatorSource,
  RelayError,
  relaySource,
  resultTypes,
  sourcesAllowedEventType,
} from '@callback-relay/contract';
import { parseExactJson } from './exact-json.ts';
import type { EndedMessage, Message, RefusedMessage } from './message.ts';
import { nearestDetailType } from './nearest-detail-type.ts';
import { operatorIn, readAllowance, refusedOperator } from './read-operator.ts';
import { correlationIdIn, readResult } from './read-result.ts';

const STATES_SOURCE = 'aws.states';

/**
 * What a message of the relay queue says, where `account` is the relay's own. Never throws: what cannot be read is a
 * `refused` message, with its code. `messageId` names the event where the body does not.
 */
export function readMessage(body: string, messageId: string, account?: string): Message {
  const read = readEnvelope(body);
  if (read instanceof RelayError) return unreadable(read, messageId);
  const { envelope, isTooDeep } = read;
  const event = referenceOf(envelope);
  if (event.source !== operatorSource) return readEvent(event, envelope, isTooDeep);
  const operator = operatorIn(envelope, account);
  if (operator === undefined) return refusedOperator(event, envelope.detail);
  return readEvent({ ...event, operator }, envelope, isTooDeep);
}

function readEvent(event: EventReference, envelope: EventEnvelope, isTooDeep: boolean): Message {
  const { detail } = envelope;
  if (event.source === STATES_SOURCE) return readEnded(detail) ?? foreign(event);
  if (event.detailType === openedEventType) return readOpened(envelope) ?? foreign(event);
  if (event.operator !== undefined && event.detailType === sourcesAllowedEventType)
    return readAllowance(event, detail) ?? foreign(event);
  const isResult = (Object.values(resultTypes) as readonly string[]).includes(event.detailType);
  if (!isResult) return event.source === relaySource ? foreign(event) : misspelt(event, detail);
  const message = readResult(event, detail, isTooDeep);
  const sentAt = Date.parse(envelope.time ?? '');
  return message.kind === 'heartbeat' && !Number.isNaN(sentAt) ? { ...message, sentAt } : message;
}

function readEnvelope(body: string): { envelope: EventEnvelope; isTooDeep: boolean } | RelayError {
  try {
    const { value, isTooDeep } = parseExactJson(body);
    const { success, data } = eventEnvelopeSchema.safeParse(value);
    return success
      ? { envelope: data, isTooDeep }
      : new RelayError('contract-broken', 'the body is not an EventBridge envelope');
  } catch (error) {
    if (error instanceof RelayError) return error;
    throw error;
  }
}

function referenceOf(envelope: EventEnvelope): EventReference {
  const { id, source, account, 'detail-type': detailType } = envelope;
  return { id, source, account, detailType };
}

function readEnded(detail: unknown): EndedMessage | undefined {
  if (typeof detail !== 'object' || detail === null) return undefined;
  const { executionArn, status, redriveCount } = detail as Record<string, unknown>;
  const ended = endedStatuses.find((one) => one === status);
  if (typeof executionArn !== 'string' || ended === undefined) return undefined;
  const before = attemptsAfter(typeof redriveCount === 'number' ? redriveCount : 0);
  return { kind: 'ended', execution: executionKeyOf(executionArn), status: ended, before };
}

function readOpened({ source, detail }: EventEnvelope): Message | undefined {
  const opened = openedDetailSchema.safeParse(detail);
  if (source !== relaySource || !opened.success) return undefined;
  return { kind: 'opened', correlationId: opened.data.correlationId };
}

/** Named like a result: the verdict has the right name, and its publisher may publish it again. The task goes on waiting. */
function misspelt(event: EventReference, detail: unknown): RefusedMessage {
  const nearest = nearestDetailType(event.detailType);
  const reason = `${JSON.stringify(event.detailType)} is not a detail-type of a result; did you mean ${JSON.stringify(nearest)}?`;
  const correlationId = correlationIdIn(detail) ?? null;
  return { kind: 'refused', correlationId, event, verdict: 'invalid', code: 'unknown-detail-type', reason };
}

function foreign(event: EventReference): RefusedMessage {
  const reason = 'the relay takes results, openings and ended executions, each as documented';
  return { kind: 'refused', correlationId: null, event, verdict: 'invalid', code: 'contract-broken', reason };
}

function unreadable(error: RelayError, messageId: string): RefusedMessage {
  const event = { id: messageId, source: 'unknown', account: 'unknown', detailType: 'unknown' };
  const { code, message: reason } = error;
  return { kind: 'refused', correlationId: null, event, verdict: 'invalid', code, reason };
}
