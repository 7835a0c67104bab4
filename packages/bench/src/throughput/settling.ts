import { handleBatch, type QueueRecord, type Relay } from '@callback-relay/relay';

export interface Settling {
  readonly perSecond: number;
  /** Milliseconds of CPU, of all threads. */
  readonly cpuPerCallback: number;
}

const BATCH = 10;
const INVOCATION_MS = 30_000;

/**
 * Takes records through the relay's handler in batches of ten, one batch at a time, as one instance does.
 * @throws Error when a record is returned to the queue.
 */
export async function settleAll(relay: Relay, records: readonly QueueRecord[]): Promise<Settling> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  for (let at = 0; at < records.length; at += BATCH) {
    const { batchItemFailures } = await handleBatch(
      records.slice(at, at + BATCH),
      relay,
      () => INVOCATION_MS,
    );
    if (batchItemFailures.length > 0)
      throw new Error(`${batchItemFailures.length} records were returned to the queue`);
  }
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    perSecond: records.length / seconds,
    cpuPerCallback: (user + system) / 1000 / records.length,
  };
}
