import { type EventReference, executionKeyOf } from '@callback-relay/callbacks-table';
import {
  type EventEnvelope,
  eventEnvelopeSchema,
  openedDetailSchema,
  openedEventType,
  RelayError,
  relaySource,
  resultTypes,
} from '@callback-relay/contract';
import { parseExactJson } from './exact-json.ts';
import { type EndedMessage, endedStatuses, type Message, type RefusedMessage } from './message.ts';
import { readResult } from './read-result.ts';

const STATES_SOURCE = 'aws.states';

/**
 * What a message of the relay queue says. Never throws: what can't be read is a `refused` message, with its code.
 * `messageId` names the event where the body does not.
 */
export function readMessage(body: string, messageId: string): Message {
  const read = readEnvelope(body);
  if (read instanceof RelayError) return unreadable(read, messageId);
  const { envelope, isTooDeep } = read;
  const event = referenceOf(envelope);
  if (event.source === STATES_SOURCE) return readEnded(envelope.detail) ?? foreign(event);
  if (event.detailType === openedEventType) return readOpened(envelope) ?? foreign(event);
  const isResult = (Object.values(resultTypes) as readonly string[]).includes(event.detailType);
  return isResult ? readResult(event, envelope.detail, isTooDeep) : foreign(event);
}

function readEnvelope(body: string): { envelope: EventEnvelope; isTooDeep: boolean } | RelayError {
  try {
    const { value, isTooDeep } = parseExactJson(body);
    const { success, data } = eventEnvelopeSchema.safeParse(value);
    return success
      ? { envelope: data, isTooDeep }
      : new RelayError('contract-broken', 'no EventBridge envelope');
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
  const { executionArn, status } = detail as Record<string, unknown>;
  const ended = endedStatuses.find((one) => one === status);
  if (typeof executionArn !== 'string' || ended === undefined) return undefined;
  return { kind: 'ended', execution: executionKeyOf(executionArn), status: ended };
}

function readOpened({ source, detail }: EventEnvelope): Message | undefined {
  const opened = openedDetailSchema.safeParse(detail);
  if (source !== relaySource || !opened.success) return undefined;
  return { kind: 'opened', correlationId: opened.data.correlationId };
}

function foreign(event: EventReference): RefusedMessage {
  const reason = 'the relay takes results, openings and ended executions, each as documented';
  return { kind: 'refused', correlationId: null, event, verdict: 'invalid', code: 'contract-broken', reason };
}

function unreadable(error: RelayError, messageId: string): RefusedMessage {
  const event = { id: messageId, source: 'unknown', account: 'unknown', detailType: 'unknown' };
  return {
    kind: 'refused',
    correlationId: null,
    event,
    verdict: 'invalid',
    code: error.code,
    reason: error.message,
  };
}
