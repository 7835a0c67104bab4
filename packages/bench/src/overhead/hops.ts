import type { Local, LogEntry } from '@callback-relay/local';
import { names } from '../app/names.ts';

/**
 * The hops of a callback on the decoupled path, in their order. Each ends when what it is named after is
 * done, and begins where the one before ended.
 */
export const hops = [
  'start',
  'open',
  'request',
  'to-worker',
  'work-and-publish',
  'rule-to-queue',
  'to-relay',
  'claim',
  'answer-and-wake',
] as const;

export type Hop = (typeof hops)[number];

/** Hears which hop each thing that happens ends. Only for one callback at a time. */
export function watchHops(local: Local): { take(): Readonly<Partial<Record<Hop, number>>>; stop(): void } {
  let ends: Partial<Record<Hop, number>> = {};
  const stop = local.onLog((entry) => {
    const hop = hopOf(entry);
    if (hop !== undefined) ends[hop] ??= performance.now();
  });
  return {
    take() {
      const taken = ends;
      ends = {};
      return taken;
    },
    stop,
  };
}

/** Milliseconds of each hop, from when each ended. Undefined unless all are there. */
export function durationsOf(
  ends: Readonly<Partial<Record<Hop, number>>>,
  begun: number,
): Readonly<Record<Hop, number>> | undefined {
  let last = begun;
  const durations: Partial<Record<Hop, number>> = {};
  for (const hop of hops) {
    const end = ends[hop];
    if (end === undefined) return undefined;
    durations[hop] = end - last;
    last = end;
  }
  return durations as Record<Hop, number>;
}

function hopOf(entry: LogEntry): Hop | undefined {
  if (entry.kind === 'history')
    return entry.event.type === 'ExecutionSucceeded' ? 'answer-and-wake' : undefined;
  if (entry.kind !== 'call' || entry.error !== undefined) return undefined;
  const { service, operation, caller, output } = entry;
  const by = caller.sessionName ?? caller.servicePrincipal ?? 'client';
  switch (`${service}:${operation}`) {
    case 'states:StartExecution':
      return 'start';
    case 'dynamodb:UpdateItem':
      return by === names.relay ? 'claim' : 'open';
    case 'sqs:SendMessage':
      return by.startsWith('events.') ? 'rule-to-queue' : 'request';
    case 'sqs:ReceiveMessage':
      if ((output as { Messages?: unknown[] }).Messages === undefined) return undefined;
      return by === names.relay ? 'to-relay' : 'to-worker';
    case 'events:PutEvents':
      return 'work-and-publish';
    default:
      return undefined;
  }
}
