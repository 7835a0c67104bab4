/**
 * Where a callback is on its way, in order. Each is reached when what it is named after is done: by the service that
 * did it, not by what it caused.
 */
export const stations = [
  'started',
  'opened',
  'requested',
  'request-received',
  'result-published',
  'result-delivered',
  'result-received',
  'claimed',
  'settled',
  'ended',
  'verdict',
] as const;

export type Station = (typeof stations)[number];

/** One step of a callback, of an execution, or of the system. */
export interface TraceStep {
  /** Undefined for what is not a station of the way, as a line that a function printed. */
  readonly station?: Station;
  /** What the outside knows the callbacks by: one for a step of a callback, all that it opened for one of an execution. */
  readonly correlationIds: readonly string[];
  /** ARN of the execution that waits, once its requester has said so. */
  readonly executionArn?: string;
  /** Who does it: a function, a service, or you. */
  readonly actor: string;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad' | 'quiet';
}

/** Enough of a correlation ID to tell callbacks apart at a glance, with its namespace where it has one. */
export function shortId(correlationId: string): string {
  const colon = correlationId.indexOf(':') + 1;
  return `${correlationId.slice(0, colon)}${shortName(correlationId.slice(colon))}`;
}

/** A minted ID and a UUID: their first characters tell them from others. */
const RANDOM = /^([\w-]{22}|[0-9a-f]{8}-[0-9a-f-]{27})$/;
const LONGEST_NAME = 24;

/** Of names that people give any part may tell them apart: `order-1234`, `order-1235`. */
export function shortName(name: string): string {
  if (RANDOM.test(name)) return name.slice(0, 8);
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, 11)}…${name.slice(-12)}`;
}

/** The last part of an ARN, a URL or a path. */
export function nameOf(address: unknown): string {
  return String(address).split(/[:/]/).at(-1) ?? '';
}
