import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import {
  listWaits,
  OperatorError,
  readVerdicts,
  type Stage,
  type VerdictEntry,
  type Wait,
} from '@callback-relay/operator';

/** What changed, sent to every page that is open: one look at AWS serves them all. */
export interface Live {
  add(response: ServerResponse): void;
  /** Something has happened: read AWS now. */
  refresh(): void;
  stop(): void;
}

export interface LiveOptions {
  readonly stage: Stage;
  /** Between looks while a page is open. */
  readonly intervalMs: number;
}

const mostWaits = 20_000;
/** A proxy or a browser may end a stream that is silent for long. */
const keepAliveMs = 15_000;

export function createLive({ stage, intervalMs }: LiveOptions): Live {
  const pages = new Set<ServerResponse>();
  const stopping = new AbortController();
  let refreshing = new AbortController();
  let isLooking = false;
  const send = (event: string, data: unknown) => {
    for (const page of pages) page.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const look = createLook(stage, send);

  async function lookOn(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    let lastSent = stage.now();
    while (pages.size > 0 && !stopping.signal.aborted) {
      refreshing = new AbortController();
      if (await look()) lastSent = Date.now();
      else if (Date.now() - lastSent > keepAliveMs) {
        lastSent = Date.now();
        send('tick', { now: stage.now() });
      }
      const signal = AbortSignal.any([refreshing.signal, stopping.signal]);
      await pause(intervalMs, undefined, { signal }).catch(() => {});
    }
    isLooking = false;
  }

  return {
    add(response) {
      pages.add(response);
      response.on('close', () => pages.delete(response));
      response.write(`retry: 1000\nevent: hello\ndata: ${JSON.stringify({ now: stage.now() })}\n\n`);
      void lookOn();
    },
    refresh: () => refreshing.abort(),
    stop() {
      stopping.abort();
      for (const page of pages) page.end();
    },
  };
}

/** One look: sends what is new since the last one, and says whether there was anything. */
function createLook(stage: Stage, send: (event: string, data: unknown) => void): () => Promise<boolean> {
  let known: ReadonlyMap<string, Wait> | undefined;
  let since = stage.now();
  const seen = new Set<string>();
  let problem: string | undefined;

  async function look(): Promise<boolean> {
    const from = stage.now();
    const [{ waits }, verdicts] = await Promise.all([
      listWaits(stage, { limit: mostWaits }),
      readVerdicts(stage, { since: since - 5000 }),
    ]);
    since = from;
    const change = known === undefined ? none : changeOf(known, waits);
    known = new Map(waits.map((wait) => [wait.correlationId, wait]));
    const fresh = verdicts.filter((entry) => isNew(entry, seen));
    if (problem !== undefined) send('recovered', {});
    problem = undefined;
    const isChanged = change.opened.length + change.closed.length > 0;
    if (isChanged) send('waits', { ...change, now: stage.now() });
    if (fresh.length > 0) send('verdicts', fresh);
    return isChanged || fresh.length > 0;
  }

  return () =>
    look().catch((error) => {
      if (!(error instanceof OperatorError)) throw error;
      if (problem !== error.message) send('problem', { code: error.code, message: error.message });
      problem = error.message;
      return true;
    });
}

interface WaitsChange {
  readonly opened: readonly Wait[];
  readonly closed: readonly string[];
}

const none: WaitsChange = { opened: [], closed: [] };

/** A key that is opened again counts as opened. */
function changeOf(known: ReadonlyMap<string, Wait>, waits: readonly Wait[]): WaitsChange {
  const now = new Set(waits.map(({ correlationId }) => correlationId));
  return {
    opened: waits.filter(({ correlationId, openedAt }) => known.get(correlationId)?.openedAt !== openedAt),
    closed: [...known.keys()].filter((id) => !now.has(id)),
  };
}

function isNew({ at, event, verdict }: VerdictEntry, seen: Set<string>): boolean {
  const key = `${at} ${event.id} ${verdict}`;
  if (seen.has(key)) return false;
  // Keys are looked for in the newest verdicts alone.
  if (seen.size > 50_000) seen.clear();
  seen.add(key);
  return true;
}
