import { limits, resultSchema, resultTypes, utf8Bytes, validate } from '@callback-relay/contract';
import type { PublishedEvent } from './stage/event-record.ts';

export type ResultType = (typeof resultTypes)[keyof typeof resultTypes];

/** What is wrong with an event that was to be of this type; undefined when nothing is. */
export function wrongWith(event: PublishedEvent, type: ResultType, eventBus: string): string | undefined {
  const { entry, detail } = event;
  if (entry.DetailType !== type) return shown(event);
  const bus = entry.EventBusName ?? 'default';
  if (bus !== eventBus && !eventBus.endsWith(`/${bus}`))
    return `${type} on the bus ${bus}, not on ${eventBus}`;
  const source = entry.Source ?? '';
  if (source === '' || source.startsWith('aws.')) return `${type} with the source ${JSON.stringify(source)}`;
  const parsed = validate(resultSchema, { type, detail });
  if (parsed.issues) {
    return `${shown(event)}, which the contract refuses: ${parsed.issues.join('; ')}`;
  }
  if (parsed.value.type !== resultTypes.succeeded) return undefined;
  const bytes = utf8Bytes(JSON.stringify(parsed.value.detail.output));
  return bytes > limits.outputBytes ? `${type} with an output of ${bytes} bytes` : undefined;
}

export function isResult({ entry }: PublishedEvent): boolean {
  return entry.DetailType !== resultTypes.heartbeat;
}

const SHOWN_CHARACTERS = 200;

/** The event on one line, cut short. */
export function shown({ entry }: PublishedEvent): string {
  const detail = entry.Detail ?? 'no detail';
  const cut =
    detail.length > SHOWN_CHARACTERS
      ? `${detail.slice(0, SHOWN_CHARACTERS)}… (${detail.length} characters)`
      : detail;
  return `${entry.DetailType ?? 'an event without detail-type'} ${cut}`;
}
