import { errorMessage } from '../../foundation/error-message.ts';
import { pause } from './pause.ts';
import type { Poller } from './poller.ts';
import { openStreamReader } from './stream-reader.ts';
import { createStreamWork, type StreamWorkOptions, type Wait } from './stream-work.ts';

export interface StreamPollerOptions extends StreamWorkOptions {
  /** Calls the listener whenever the stream has new records; gives back what ends it. */
  readonly onRecords: (streamArn: string, listener: () => void) => () => void;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Resolves when what polled before has let go. */
  readonly previous: Promise<void>;
}

export interface StreamPoller extends Poller {
  /** Resolves when it has let go of its batch. */
  readonly ended: Promise<void>;
}

/** A poll that failed, as without a permission, is tried again after this long. */
const RETRY: Wait = { milliseconds: 1000 };

/** Lambda's poller of a stream. It sleeps until the stream has something. */
export function startStreamPoller(options: StreamPollerOptions): StreamPoller {
  const { mapping, clock, callService, caller, track, report } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const arrivals = createArrivals(options, signal);
  const work = createStreamWork(
    options,
    () => openStreamReader(mapping.sourceArn, callService, caller),
    signal,
  );

  async function goOn(): Promise<Wait | undefined> {
    try {
      return await track(work.goOn());
    } catch (error) {
      report(`PROBLEM: ${errorMessage(error)}`);
      return RETRY;
    }
  }

  async function poll(): Promise<void> {
    await options.previous;
    while (!signal.aborted) {
      arrivals.reset();
      const wait = await goOn();
      if (wait === undefined) await arrivals.next();
      else await end(wait);
    }
  }

  async function end({ milliseconds, endsWithRecord }: Wait): Promise<void> {
    if (!endsWithRecord) return pause(clock, milliseconds, signal);
    const over = new AbortController();
    await Promise.race([arrivals.next(), pause(clock, milliseconds, AbortSignal.any([signal, over.signal]))]);
    over.abort();
  }

  return { stop: () => stopping.abort(), ended: poll().finally(arrivals.stop) };
}

/** Records that come while the poller is at work count too. */
function createArrivals({ onRecords, mapping }: StreamPollerOptions, signal: AbortSignal) {
  let came = false;
  let wake = () => {};
  const stop = onRecords(mapping.sourceArn, () => {
    came = true;
    wake();
  });
  signal.addEventListener('abort', () => wake());
  return {
    stop,
    /** To be called before the stream is read: what comes from here on may not be among what is read. */
    reset() {
      came = false;
    },
    /** Resolves when there are records that came since, or at the end. */
    async next() {
      if (came || signal.aborted) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
  };
}
