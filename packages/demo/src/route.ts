import { EventEmitter, once } from 'node:events';
import { createCallbackTrace, type Station } from '@callback-relay/dev/trace';
import type { LogEntry } from '@callback-relay/local';

/** One station of a callback's way, and when it was there (milliseconds since the epoch). */
export interface Stop {
  readonly at: number;
  readonly correlationId: string;
  readonly station: keyof typeof shown;
  readonly text: string;
}

/** The stations that the demo shows, as people call them. */
export const shown = {
  requested: 'request on the queue',
  'result-published': 'event on the bus',
  verdict: 'verdict of the relay',
} as const satisfies Partial<Record<Station, string>>;

/** Notes the ways of all callbacks as the runtime's log reports them. */
export interface RouteBook {
  note(entry: LogEntry, now: number): void;
  /** The whole way of the callback whose request went out first at or after `since`, up to its verdict. */
  wayOf(since: number): Promise<readonly Stop[]>;
}

/** The relay logs its verdict after Step Functions has the result, so the execution may be seen to end first. */
const VERDICT_WITHIN_MS = 3000;

export function createRouteBook(): RouteBook {
  const stepsOf = createCallbackTrace();
  const stops: Stop[] = [];
  const verdicts = new EventEmitter();
  return {
    note(entry, now) {
      for (const { station, correlationIds, text } of stepsOf(entry)) {
        const [correlationId] = correlationIds;
        if (correlationId === undefined || !isShown(station)) continue;
        stops.push({ at: now, correlationId, station, text: `${text} (${correlationId})` });
        if (station === 'verdict') verdicts.emit(correlationId);
      }
    },
    async wayOf(since) {
      const request = stops.find(({ station, at }) => station === 'requested' && at >= since);
      if (request === undefined) return [];
      const { correlationId } = request;
      const way = () => stops.filter((stop) => stop.correlationId === correlationId);
      if (!way().some(({ station }) => station === 'verdict')) {
        const timeout = AbortSignal.timeout(VERDICT_WITHIN_MS);
        await once(verdicts, correlationId, { signal: timeout }).catch(() => undefined);
      }
      return way();
    },
  };
}

function isShown(station: Station | undefined): station is keyof typeof shown {
  return station !== undefined && Object.hasOwn(shown, station);
}
