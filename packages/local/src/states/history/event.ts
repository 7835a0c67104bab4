import { isObject, type Json, type JsonObject } from '../json.ts';

/** One event of an execution's history, in AWS's field names; the timestamp in milliseconds since the epoch. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: JsonObject;
}

/** An event, and the execution that it is of. */
export interface ReportedEvent {
  readonly executionArn: string;
  /** Of an iteration of a Map run: the execution around it. */
  readonly parentArn?: string;
  readonly event: HistoryEvent;
}

const FIRST = /^./;
const lowerFirst = (text: string): string => text.replace(FIRST, (char) => char.toLowerCase());

/** Which member carries the details of a type of event: every state's entering and leaving share one each. */
const detailsName = (type: string): `${string}EventDetails` => {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${lowerFirst(type)}EventDetails`;
};

export const historyEvent = (
  id: number,
  previousEventId: number,
  timestamp: number,
  type: string,
  details?: JsonObject,
): HistoryEvent => ({
  id,
  previousEventId,
  timestamp,
  type,
  ...(details === undefined ? {} : { [detailsName(type)]: details }),
});

/** Characters of what an event carries: inputs, outputs, causes. */
export const textLength = (event: HistoryEvent): number =>
  Object.values(event).reduce<number>((sum, details) => sum + (isObject(details) ? lengthOf(details) : 0), 0);

const lengthOf = (value: Json): number => {
  if (typeof value === 'string') return value.length;
  return isObject(value) ? Object.values(value).reduce<number>((sum, part) => sum + lengthOf(part), 0) : 0;
};
