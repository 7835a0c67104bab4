import {
  failedDetailSchema,
  heartbeatDetailSchema,
  limits,
  resultSchema,
  resultTypes,
  succeededDetailSchema,
  utf8Bytes,
  validate,
} from '@callback-relay/contract';
import { didYouMean } from './near-miss.ts';
import type { PublishedEvent } from './stage/event-record.ts';

export type ResultType = (typeof resultTypes)[keyof typeof resultTypes];

const types: readonly string[] = Object.values(resultTypes);

/** What is wrong with an event that was to be of this type; undefined when nothing is. */
export function wrongWith(event: PublishedEvent, type: ResultType, eventBus: string): string | undefined {
  if (event.entry.DetailType !== type) return wrongDetailType(event) ?? shown(event);
  return wrongBus(event, eventBus) ?? wrongSource(event) ?? wrongDetail(event, type);
}

export function wrongDetailType(event: PublishedEvent): string | undefined {
  const given = event.entry.DetailType ?? '';
  if (types.includes(given)) return undefined;
  return `an event of the detail-type ${JSON.stringify(given)}${didYouMean(given, types)}`;
}

export function wrongBus({ entry }: PublishedEvent, eventBus: string): string | undefined {
  const bus = entry.EventBusName ?? 'default';
  if (bus === eventBus || eventBus.endsWith(`/${bus}`) || bus.endsWith(`/${eventBus}`)) return undefined;
  return `${entry.DetailType} on the bus ${bus}, not on ${eventBus}`;
}

export function wrongSource({ entry }: PublishedEvent): string | undefined {
  const source = entry.Source ?? '';
  const isOwn = source !== '' && !source.startsWith('aws.') && source !== 'callback-relay';
  return isOwn ? undefined : `${entry.DetailType} with the source ${JSON.stringify(source)}`;
}

export function wrongDetail(event: PublishedEvent, type: ResultType): string | undefined {
  const { detail } = event;
  const { value: result, issues } = validate(resultSchema, { type, detail });
  if (issues) {
    const hint = misspelt(event, type);
    return `${shown(event)}, which the contract refuses: ${issues.join('; ')}${hint}`;
  }
  if (result.type !== resultTypes.succeeded) return undefined;
  const bytes = utf8Bytes(JSON.stringify(result.detail.output));
  return bytes > limits.outputBytes ? `${type} with an output of ${bytes} bytes` : undefined;
}

/** Names in the detail that its version does not have, each with the one that it was probably meant to be. */
export function unknownFields({ detail }: PublishedEvent, type: ResultType): readonly string[] {
  if (typeof detail !== 'object' || detail === null) return [];
  return Object.keys(detail).filter((name) => !fieldsOf[type].includes(name));
}

function misspelt(event: PublishedEvent, type: ResultType): string {
  return unknownFields(event, type)
    .map((name) => didYouMean(name, fieldsOf[type]))
    .join('');
}

const fieldsOf: Readonly<Record<ResultType, readonly string[]>> = {
  [resultTypes.succeeded]: Object.keys(succeededDetailSchema.shape),
  [resultTypes.failed]: Object.keys(failedDetailSchema.shape),
  [resultTypes.heartbeat]: Object.keys(heartbeatDetailSchema.shape),
};

export function isResult({ entry }: PublishedEvent): boolean {
  return entry.DetailType !== resultTypes.heartbeat;
}

const SHOWN_CHARACTERS = 200;

/** The event on one line, shortened. */
export function shown({ entry }: PublishedEvent): string {
  const detail = entry.Detail ?? 'no detail';
  const text =
    detail.length > SHOWN_CHARACTERS
      ? `${detail.slice(0, SHOWN_CHARACTERS)}… (${detail.length} characters)`
      : detail;
  return `${entry.DetailType ?? 'an event without detail-type'} ${text}`;
}
