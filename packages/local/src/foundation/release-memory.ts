/** Bytes. More of them, of a test's own say, would take longer to go through than a request may have to wait. */
const LARGEST_HEAP = 100_000_000;

/**
 * Collects this thread's garbage and gives its pages back to the machine. V8 keeps them for what comes next, and after
 * a burst nothing comes: a runtime that only waits would hold a third of its memory for nothing. It takes some 50 ms.
 * https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#method-collectGarbage
 */
export async function releaseMemory(): Promise<void> {
  if (!process.features.inspector || process.memoryUsage().heapUsed > LARGEST_HEAP) return;
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.collectGarbage');
  session.disconnect();
}
