import { limits, RelayError, resultTypes } from '@callback-relay/contract';
import type { Log } from '../log.ts';
import { type PublishPorts, publishEntries } from './publish-entries.ts';
import type { PublishOutcome, ResultEntry } from './result-publisher.ts';

/** Gathers results that are ready at about the same time, so that a PutEvents call carries up to ten of them. */
export interface Outbox {
  /**
   * Resolves when the result is on its bus.
   * @throws RelayError `publish-failed` when EventBridge refused it, also after brief retries.
   */
  send(entry: ResultEntry): Promise<void>;
  /** Publishes a heartbeat in the next tick: of one callback only the newest, and none beside its result. */
  sendHeartbeat(entry: ResultEntry): void;
  /** Publishes at once what waits: nothing more is to be expected soon. */
  flush(): void;
}

/** How long a result waits for company after the last one came, and after the first one came. */
const LINGER_MS = 5;
const LONGEST_LINGER_MS = 25;

interface Waiting {
  readonly entry: ResultEntry;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export function createOutbox(ports: PublishPorts & { readonly log: Log }): Outbox {
  const { clock } = ports;
  let waiting: Waiting[] = [];
  let heartbeats = new Map<string, ResultEntry>();
  let flushBy = 0;
  let cancelTimer: (() => void) | undefined;

  const flush = (): void => {
    cancelTimer?.();
    cancelTimer = undefined;
    if (waiting.length === 0 && heartbeats.size === 0) return;
    for (const { entry } of waiting) heartbeats.delete(entry.correlationId);
    const results = waiting;
    const newest = [...heartbeats.values()];
    waiting = [];
    heartbeats = new Map();
    void publish(results, newest, ports);
  };
  const flushIn = (ms: number): void => {
    cancelTimer?.();
    cancelTimer = clock.after(ms, flush);
  };

  return {
    flush,
    send: (entry) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) flushBy = clock.now() + LONGEST_LINGER_MS;
        waiting.push({ entry, resolve, reject });
        if (waiting.length === limits.putEventsEntries) flush();
        else flushIn(heartbeats.size > 0 ? 0 : Math.min(LINGER_MS, flushBy - clock.now()));
      }),
    sendHeartbeat: (entry) => {
      heartbeats.set(entry.correlationId, entry);
      flushIn(0);
    },
  };
}

async function publish(
  results: readonly Waiting[],
  heartbeats: readonly ResultEntry[],
  ports: PublishPorts & { readonly log: Log },
): Promise<void> {
  try {
    const outcomes = await publishEntries([...results.map(({ entry }) => entry), ...heartbeats], ports);
    for (const { entry, resolve, reject } of results) {
      const refusal = refusalOf(outcomes.get(entry));
      if (refusal === undefined) resolve();
      else reject(refusal);
    }
    for (const entry of heartbeats) warnAbout(entry, refusalOf(outcomes.get(entry)), ports.log);
  } catch (thrown) {
    const failed = new RelayError('publish-failed', String(thrown), { cause: thrown });
    for (const { reject } of results) reject(failed);
    for (const entry of heartbeats) warnAbout(entry, failed, ports.log);
  }
}

/** The refusal of an entry, undefined when it was accepted. */
export function refusalOf(outcome: PublishOutcome | undefined): RelayError | undefined {
  if (outcome?.status === 'accepted') return undefined;
  return new RelayError('publish-failed', outcome && `${outcome.code}: ${outcome.message}`);
}

/** A heartbeat that is not on the bus is not worth a retry of the work: the next one says the same. */
function warnAbout(entry: ResultEntry, refusal: RelayError | undefined, log: Log): void {
  if (refusal === undefined) return;
  log.warn('heartbeat not published', {
    correlationId: entry.correlationId,
    detailType: resultTypes.heartbeat,
    code: refusal.code,
    reason: refusal.message,
  });
}
