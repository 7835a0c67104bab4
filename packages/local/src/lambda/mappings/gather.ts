export interface GatherPorts {
  /** Whether invocations wait, because this machine has more to do than it can at once. */
  readonly isPressed: () => boolean;
  /** Messages that could be received. */
  readonly visible: () => number;
  /** Messages of a full batch. */
  readonly batchSize: number;
  readonly signal: AbortSignal;
  /** Of real time: a clock that is driven does not move meanwhile. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** What a message waits at most, beyond the mapping's own window. */
const LONGEST_MS = 25;
const STEP_MS = 5;

/**
 * Lets a batch fill for a moment while invocations wait: what they will send is on its way, and a few full batches take
 * less of a busy machine than many of one message. On a machine that keeps up, nothing waits.
 */
export async function gather({ isPressed, visible, batchSize, signal, pause }: GatherPorts): Promise<void> {
  for (let waited = 0; waited < LONGEST_MS; waited += STEP_MS) {
    if (signal.aborted || !isPressed() || visible() >= batchSize) return;
    await pause(STEP_MS);
  }
}
