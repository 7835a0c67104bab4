import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Stage } from '@callback-relay/operator';
import { createWatcher, type Found } from './poll.ts';
import { eventText, snapshotEvents } from './stream.ts';

/** What waits and what changes, sent to every page that is open: one poll of AWS serves them all. */
export interface Live {
  /** A page is about to open: what waits is read already, so that it is there when the page asks. */
  prepare(): void;
  add(response: ServerResponse): void;
  /** Something has happened: read AWS now. */
  refresh(): void;
  stop(): void;
}

export interface LiveOptions {
  readonly stage: Stage;
  /** Between polls while a page is open. */
  readonly intervalMs: number;
}

/** A proxy or a browser may end a stream that is silent for long. */
const keepAliveMs = 15_000;
/** A page that opens is shown a poll of so long ago; the next one brings it up to date. */
const freshMs = 2_000;
/** Polls of very many callbacks rest so many times as long as they take, so that they leave the machine to others. */
const restShare = 4;

export function createLive({ stage, intervalMs }: LiveOptions): Live {
  const pages = new Set<ServerResponse>();
  const stopping = new AbortController();
  const watcher = createWatcher(stage);
  let refreshing = new AbortController();
  let isPolling = false;
  let polling: Promise<void> | undefined;
  let polledAt = Number.NEGATIVE_INFINITY;
  let pollMs = 0;
  let lastSent = performance.now();

  function send(...texts: readonly string[]): void {
    lastSent = performance.now();
    for (const page of pages) for (const text of texts) page.write(text);
  }

  function broadcast(found: Found): void {
    if (found.kind === 'problem') {
      if (found.isNew) send(eventText('problem', found.problem));
    } else if (found.isNew) {
      send(...snapshotEvents(watcher.snapshot(), stage.now()));
    } else {
      const { opened, closed, verdicts } = found;
      const open = watcher.snapshot()?.open;
      if (opened.length + closed.length > 0)
        send(eventText('waits', { opened, closed, open, now: stage.now() }));
      if (verdicts.length > 0) send(eventText('verdicts', verdicts));
    }
  }

  /** One poll at a time, however many ask for it. */
  function poll(): Promise<void> {
    const begun = performance.now();
    polling ??= watcher
      .poll()
      .then((found) => {
        polledAt = performance.now();
        pollMs = polledAt - begun;
        broadcast(found);
      })
      .finally(() => {
        polling = undefined;
      });
    return polling;
  }

  async function pollRepeatedly(): Promise<void> {
    if (isPolling) return;
    isPolling = true;
    try {
      while (pages.size > 0 && !stopping.signal.aborted) {
        const signal = AbortSignal.any([refreshing.signal, stopping.signal]);
        const dueAt = polledAt + Math.max(intervalMs, restShare * pollMs);
        await pause(Math.max(0, dueAt - performance.now()), undefined, { signal }).catch(() => {});
        refreshing = new AbortController();
        await poll();
        if (performance.now() - lastSent > keepAliveMs) send(eventText('tick', { now: stage.now() }));
      }
    } finally {
      isPolling = false;
    }
  }

  async function join(response: ServerResponse): Promise<void> {
    if (performance.now() - polledAt > freshMs) await poll();
    if (stopping.signal.aborted) response.end();
    if (response.destroyed || response.writableEnded) return;
    const problem = watcher.problem();
    for (const text of snapshotEvents(watcher.snapshot(), stage.now())) response.write(text);
    if (problem !== undefined) response.write(eventText('problem', problem));
    pages.add(response);
    await pollRepeatedly();
  }

  return {
    prepare() {
      if (performance.now() - polledAt > freshMs) poll().catch(() => {});
    },
    add(response) {
      response.on('close', () => pages.delete(response));
      response.write(`retry: 1000\n${eventText('hello', { now: stage.now() })}`);
      // A defect of ours: the pages are let go, and connect again.
      join(response).catch((error: Error) => {
        for (const page of [response, ...pages]) page.destroy(error);
      });
    },
    refresh: () => refreshing.abort(),
    stop() {
      stopping.abort();
      for (const page of pages) page.end();
    },
  };
}
