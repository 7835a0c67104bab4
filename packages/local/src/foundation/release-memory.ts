import { getHeapSpaceStatistics } from 'node:v8';

/** Bytes of what has lived for long. To go through more of it, a test's own say, takes longer than a request may have to wait. */
const LARGEST_OLD_GENERATION = 64_000_000;

/**
 * Collects this thread's garbage and gives its pages back to the machine. V8 keeps them for what comes next, and after
 * a burst nothing comes: a runtime that only waits would hold a third of its memory for nothing. Nothing else runs
 * meanwhile, for 40 to 100 ms. Where the process may not, as under Node's permission model, nothing happens.
 * https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#method-collectGarbage
 */
export async function releaseMemory(): Promise<void> {
  if (!process.features.inspector || oldGenerationBytes() > LARGEST_OLD_GENERATION) return;
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  try {
    session.connect();
    await session.post('HeapProfiler.collectGarbage');
  } catch {
    // The memory is given back with the process.
  } finally {
    session.disconnect();
  }
}

function oldGenerationBytes(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => !space_name.startsWith('new_'))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
}
