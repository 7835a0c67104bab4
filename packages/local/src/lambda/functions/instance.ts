import type { LocalFunction } from './function.ts';
import { createPrintedLines, type PrintedLines, type Timing } from './log-tail.ts';
import type { ErrorPayload, InvokeMessage } from './sandbox/message.ts';

/** How an invocation ended: with JSON text, or with Lambda's error. */
export type Outcome = { readonly payload: string } | { readonly error: ErrorPayload };

/** One invocation, with what logs say of it. */
export type Ran = Outcome & Timing & { readonly printed: PrintedLines };

/** One sandbox with the function's code in it: takes one invocation at a time. */
export interface Instance {
  /** False once it is of no more use. */
  readonly usable: boolean;
  run(call: Omit<InvokeMessage, 'kind' | 'timeoutMs'>): Promise<Ran>;
  /** The share of the time since it was last asked in which the instance computed, 0 to 1. */
  load(): number;
  stop(): Promise<void>;
}

/** A thread or a process, as an instance sees it. */
export interface Sandbox {
  /** Called once it is ready, one at a time. */
  invoke(call: InvokeMessage): void;
  /** See `Instance`; 0 where that is unknown. */
  load(): number;
  stop(): Promise<void>;
}

/** What a sandbox reports. */
export interface SandboxEvents {
  ready(): void;
  line(text: string): void;
  returned(payload: string): void;
  threw(error: ErrorPayload): void;
  /** It is of no more use: it can't be loaded, broke, or ended. */
  ended(error: ErrorPayload): void;
  /** Of the invocation under way. */
  readonly requestId: () => string | undefined;
}

/** Lambda's limit on the initialization of an instance. */
const INITIALIZATION_MS = 10_000;

export function createInstance(
  fn: LocalFunction,
  onLine: (line: string, requestId: string | undefined) => void,
  start: (events: SandboxEvents) => Sandbox,
): Instance {
  const ready = Promise.withResolvers<void>();
  let requestId: string | undefined;
  let settle: ((outcome: Outcome) => void) | undefined;
  let unusable: ErrorPayload | undefined;
  let usable = true;
  let printed = createPrintedLines();
  const startedAt = performance.now();
  let initMs: number | undefined;
  let hasRun = false;

  function end(error: ErrorPayload): void {
    usable = false;
    unusable ??= error;
    ready.resolve();
    settle?.({ error: unusable });
    void sandbox.stop();
  }

  const sandbox: Sandbox = start({
    ready() {
      initMs = performance.now() - startedAt;
      ready.resolve();
    },
    line(text) {
      printed.add(text);
      onLine(text, requestId);
    },
    returned: (payload) => settle?.({ payload }),
    threw: (error) => settle?.({ error }),
    ended: end,
    requestId: () => requestId,
  });

  async function initialized(timedOut: () => void): Promise<void> {
    const timer = setTimeout(timedOut, INITIALIZATION_MS);
    await ready.promise;
    clearTimeout(timer);
  }

  return {
    get usable() {
      return usable;
    },
    async run(call) {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      settle = resolve;
      requestId = call.requestId;
      // What the first one prints goes with what was printed before it.
      if (hasRun) printed = createPrintedLines();
      const own = printed;
      const isFirst = !hasRun;
      hasRun = true;
      const shown = () => ({ printed: own, ...(isFirst && initMs !== undefined && { initMs }) });
      const timedOut = () => end(timeoutError(fn.timeoutSeconds, call.requestId));
      if (isFirst) await initialized(timedOut);
      if (unusable !== undefined) return { error: unusable, durationMs: 0, ...shown() };
      const begun = performance.now();
      const timeoutMs = fn.timeoutSeconds * 1000;
      const timer = setTimeout(timedOut, timeoutMs);
      sandbox.invoke({ ...call, kind: 'invoke', timeoutMs });
      const outcome = await promise;
      clearTimeout(timer);
      settle = undefined;
      return { ...outcome, durationMs: performance.now() - begun, ...shown() };
    },
    load: () => sandbox.load(),
    async stop() {
      usable = false;
      await sandbox.stop();
    },
  };
}

function timeoutError(seconds: number, requestId: string): ErrorPayload {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  };
}

export function exitError(code: number | null, requestId: string | undefined): ErrorPayload {
  const reason =
    code === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: ${code === null ? 'signal: killed' : `exit status ${code}`}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` };
}
