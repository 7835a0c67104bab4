import { Worker } from 'node:worker_threads';
import type { LocalFunction } from './function.ts';
import { runtimeError } from './sandbox/error-payload.ts';
import type { ErrorPayload, FromSandbox, SandboxData, ToSandbox } from './sandbox/message.ts';

/** How an invocation ended: with JSON text, or with Lambda's error. */
export type Outcome = { readonly payload: string } | { readonly error: ErrorPayload };

export interface InstanceOptions {
  readonly environment: Record<string, string>;
  readonly time: SharedArrayBuffer;
  readonly onLine: (line: string, requestId: string | undefined) => void;
}

/** One thread with the function's code in it: takes one invocation at a time. */
export interface Instance {
  /** False once it is of no more use. */
  readonly usable: boolean;
  run(call: Omit<ToSandbox, 'kind' | 'timeoutMs'>): Promise<Outcome>;
  stop(): Promise<void>;
}

/** Lambda's limit on the initialization of an instance. */
const INITIALIZATION_MS = 10_000;

/** Built packages have no TypeScript beside them. */
const sandbox = new URL(
  `./sandbox/sandbox${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

export function startInstance(fn: LocalFunction, { environment, time, onLine }: InstanceOptions): Instance {
  const workerData: SandboxData = {
    directory: fn.codeDirectory,
    handler: fn.handler,
    functionArn: fn.arn,
    time,
  };
  const worker = new Worker(sandbox, {
    workerData,
    env: environment,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb, maxYoungGenerationSizeMb: 8 },
    stdin: true,
  });
  const ready = Promise.withResolvers<void>();
  let usable = true;
  let requestId: string | undefined;
  let settle: ((outcome: Outcome) => void) | undefined;
  let unusable: ErrorPayload | undefined;

  function end(error: ErrorPayload): void {
    usable = false;
    unusable ??= error;
    ready.resolve();
    settle?.({ error: unusable });
    void worker.terminate();
  }

  worker.on('message', (message: FromSandbox) => {
    if (message.kind === 'ready') ready.resolve();
    else if (message.kind === 'line') onLine(message.text, requestId);
    else if (message.kind === 'returned') settle?.({ payload: message.payload });
    else if (message.kind === 'threw') settle?.({ error: message.error });
    else end(message.error);
  });
  worker.on('error', (error) => end(threadError(error as NodeJS.ErrnoException, requestId)));
  worker.on('exit', (code) => end(exitError(code, requestId)));

  async function run(call: Omit<ToSandbox, 'kind' | 'timeoutMs'>): Promise<Outcome> {
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    settle = resolve;
    requestId = call.requestId;
    const timedOut = () => end(timeoutError(fn.timeoutSeconds, call.requestId));
    let timer = setTimeout(timedOut, INITIALIZATION_MS);
    await ready.promise;
    clearTimeout(timer);
    if (unusable !== undefined) return { error: unusable };
    const timeoutMs = fn.timeoutSeconds * 1000;
    timer = setTimeout(timedOut, timeoutMs);
    worker.postMessage({ ...call, kind: 'invoke', timeoutMs } satisfies ToSandbox);
    const outcome = await promise;
    clearTimeout(timer);
    settle = undefined;
    return outcome;
  }

  return {
    get usable() {
      return usable;
    },
    run,
    async stop() {
      usable = false;
      await worker.terminate();
    },
  };
}

function timeoutError(seconds: number, requestId: string): ErrorPayload {
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  };
}

function exitError(code: number, requestId: string | undefined): ErrorPayload {
  const reason =
    code === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: exit status ${code}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${reason}` };
}

function threadError(error: NodeJS.ErrnoException, requestId: string | undefined): ErrorPayload {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return runtimeError(error.name, error.message);
  return {
    errorType: 'Runtime.OutOfMemory',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  };
}
