import { createCallbackTrace, type Station } from '@callback-relay/dev/trace';
import type { Local, LogEntry } from '@callback-relay/local';

/**
 * The hops of a callback on the decoupled path, in their order, each with the station that ends it; a hop begins where
 * the one before ended.
 */
const ends = {
  start: 'started',
  open: 'opened',
  request: 'requested',
  'to-worker': 'request-received',
  'work-and-publish': 'result-published',
  'rule-to-queue': 'result-delivered',
  'to-relay': 'result-received',
  claim: 'claimed',
  'answer-and-wake': 'ended',
} as const satisfies Readonly<Record<string, Station>>;

export type Hop = keyof typeof ends;

export const hops = Object.keys(ends) as readonly Hop[];

/**
 * Hears when each station is first reached. Only for one callback at a time. What an entry of the log shows is worked out
 * when it is asked for, so that it takes no time of the callback that is measured.
 */
export function watchHops(local: Local): { take(): ReadonlyMap<Station, number>; stop(): void } {
  const stepsOf = createCallbackTrace();
  let heard: { readonly entry: LogEntry; readonly at: number }[] = [];
  const stop = local.onLog((entry) => void heard.push({ entry, at: performance.now() }));
  return {
    take() {
      const reached = new Map<Station, number>();
      for (const { entry, at } of heard)
        for (const { station } of stepsOf(entry))
          if (station !== undefined && !reached.has(station)) reached.set(station, at);
      heard = [];
      return reached;
    },
    stop,
  };
}

/** Milliseconds of each hop, from when each ended. Undefined unless all are there. */
export function durationsOf(
  reached: ReadonlyMap<Station, number>,
  begun: number,
): Readonly<Record<Hop, number>> | undefined {
  let last = begun;
  const durations: Partial<Record<Hop, number>> = {};
  for (const hop of hops) {
    const end = reached.get(ends[hop]);
    if (end === undefined) return undefined;
    durations[hop] = end - last;
    last = end;
  }
  return durations as Record<Hop, number>;
}
