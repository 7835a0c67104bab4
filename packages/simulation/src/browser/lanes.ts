/** The parts of the system, in the order in which a callback comes through them. */
export const lanes = ['state machine', 'requester', 'table', 'queue', 'worker', 'bus', 'relay'] as const;

export type Lane = (typeof lanes)[number];

/** A line of a trace, as a picture draws it. */
export interface TraceEntry {
  /** Milliseconds since the run began. */
  readonly at: number;
  readonly who: string;
  readonly what: string;
  /** Of the one who did it; left out for what happens to the whole, as the end of the faults. */
  readonly from?: Lane;
  /** Of the service that was called. */
  readonly to?: Lane;
  readonly isFault: boolean;
}

const actors: Readonly<Record<string, Lane>> = {
  'step-functions': 'state machine',
  requester: 'requester',
  worker: 'worker',
  relay: 'relay',
  'relay-queue': 'relay',
  'deferred-queue': 'relay',
  'request-queue': 'queue',
  'cancellation-queue': 'queue',
};

const services: Readonly<Record<string, Lane>> = {
  dynamodb: 'table',
  sfn: 'state machine',
  events: 'bus',
  sqs: 'queue',
};

const faults =
  /(THROTTLED|5XX|HANGS|CRASH|LOST|TIMED OUT|INVARIANT)\b|the function threw|the requester failed|to the dead-letter queue|retention over|^fault /;

export function traceEntryOf(at: number, who: string, what: string): TraceEntry {
  const from = actors[who.replace(/#.*/, '')];
  const to = services[/^(\w+)\.\w+\(/.exec(what)?.[1] ?? ''];
  return {
    ...{ at, who, what, isFault: faults.test(what) },
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
