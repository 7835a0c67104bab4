import { EventEmitter, once } from 'node:events';
import type { LogEntry } from '@callback-relay/local';
import { z } from 'zod';

/** One station of a callback's way, and when it was there (milliseconds since the epoch). */
export interface Hop {
  readonly at: number;
  readonly correlationId: string;
  readonly station: 'request' | 'result' | 'verdict';
  readonly text: string;
}

const addressed = z.object({ correlationId: z.string() });
const entries = z.object({
  Entries: z.array(z.object({ Source: z.string(), DetailType: z.string(), Detail: z.string() })),
});
const requestBody = addressed.extend({ payload: z.unknown() });
const verdictLine = z.object({ correlationId: z.string(), verdict: z.string() });

/** Notes the hops of every callback as the runtime's log tells of them. */
export interface RouteBook {
  note(entry: LogEntry, now: number): void;
  /** The whole way of the callback whose request went out first at or after `since`, up to its verdict. */
  wayOf(since: number): Promise<readonly Hop[]>;
}

/** The relay tells its verdict after Step Functions has the result, so the execution may be seen to end first. */
const VERDICT_WITHIN_MS = 3000;

export function createRouteBook(): RouteBook {
  const hops: Hop[] = [];
  const verdicts = new EventEmitter();
  return {
    note(entry, now) {
      for (const hop of stationsOf(entry)) {
        hops.push({ ...hop, at: now });
        if (hop.station === 'verdict') verdicts.emit(hop.correlationId);
      }
    },
    async wayOf(since) {
      const request = hops.find((hop) => hop.station === 'request' && hop.at >= since);
      if (request === undefined) return [];
      const { correlationId } = request;
      const way = () => hops.filter((hop) => hop.correlationId === correlationId);
      if (!way().some(({ station }) => station === 'verdict')) {
        const patience = AbortSignal.timeout(VERDICT_WITHIN_MS);
        await once(verdicts, correlationId, { signal: patience }).catch(() => undefined);
      }
      return way();
    },
  };
}

type Station = Omit<Hop, 'at'>;

function stationsOf(entry: LogEntry): readonly Station[] {
  if (entry.kind === 'call') {
    if (entry.service === 'sqs' && entry.operation === 'SendMessage') return requestIn(entry.input);
    if (entry.service === 'events' && entry.operation === 'PutEvents') return resultsIn(entry.input);
  }
  return entry.kind === 'line' ? verdictIn(entry.text) : [];
}

function requestIn({ QueueUrl, MessageBody }: Record<string, unknown>): readonly Station[] {
  const request = requestBody.safeParse(json(MessageBody));
  if (!request.success) return [];
  const { correlationId } = request.data;
  const queue = String(QueueUrl).split('/').at(-1);
  return [{ correlationId, station: 'request', text: `${correlationId} on ${queue}, without the token` }];
}

function resultsIn(input: Record<string, unknown>): readonly Station[] {
  const put = entries.safeParse(input);
  if (!put.success) return [];
  return put.data.Entries.flatMap((entry) => {
    const detail = addressed.safeParse(json(entry.Detail));
    const text = `${entry.DetailType} from ${entry.Source}`;
    return detail.success
      ? [{ correlationId: detail.data.correlationId, station: 'result' as const, text }]
      : [];
  });
}

function verdictIn(text: string): readonly Station[] {
  const line = verdictLine.safeParse(json(text));
  if (!line.success) return [];
  return [{ correlationId: line.data.correlationId, station: 'verdict', text: line.data.verdict }];
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
