import { Worker } from 'node:worker_threads';
import { errorCode, errorMessage } from '../../foundation/error-message.ts';
import type { AnswerRequest } from '../../foundation/http.ts';
import { answerRequests } from './answer-requests.ts';
import type { LocalFunction } from './function.ts';
import { exitError, type Sandbox, type SandboxEvents } from './instance.ts';
import { runtimeError } from './sandbox/error-payload.ts';
import type { ErrorPayload, FromSandbox, SandboxData } from './sandbox/message.ts';
import { threadLoad } from './thread-load.ts';

/** Built packages have no TypeScript beside them. */
const sandbox = new URL(
  `./sandbox/sandbox${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
);

export interface ThreadOptions {
  readonly environment: Record<string, string>;
  readonly time: SharedArrayBuffer;
  /** Answers requests to the runtime's endpoint. */
  readonly answer: AnswerRequest;
}

/** A thread that runs a Node.js function. */
export function startThread(
  fn: LocalFunction,
  { environment, time, answer }: ThreadOptions,
  events: SandboxEvents,
): Sandbox {
  const workerData: SandboxData = {
    directory: fn.codeDirectory,
    handler: fn.handler,
    takesCallbacks: nodeMajor(fn.runtime) < FIRST_WITHOUT_CALLBACKS,
    time,
    setsCompileCache: 'NODE_COMPILE_CACHE' in environment,
  };
  const worker = new Worker(sandbox, {
    workerData,
    env: { ...compileCache(), ...environment },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb, maxYoungGenerationSizeMb: 8 },
    stdin: true,
  });
  answerRequests(worker, answer);
  worker.on('message', (message: FromSandbox) => {
    if (message.kind === 'ready') events.ready();
    else if (message.kind === 'line') events.line(message.text);
    else if (message.kind === 'returned') events.returned(message.payload);
    else if (message.kind === 'threw') events.threw(message.error);
    else if (message.kind !== 'requests') events.ended(message.error);
  });
  worker.on('error', (error) => events.ended(threadError(error, events.requestId())));
  worker.on('exit', (code) => events.ended(exitError(code, events.requestId())));
  return {
    invoke: (call) => worker.postMessage(call),
    ...threadLoad(worker.performance),
    async stop() {
      await worker.terminate();
    },
  };
}

/**
 * A process that keeps what Node compiles shares it with the threads, which start in half the time then and need less
 * memory: https://nodejs.org/api/module.html#module-compile-cache
 */
function compileCache(): Record<string, string> {
  const { NODE_COMPILE_CACHE } = process.env;
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
}

/** Lambda's Node.js 24 takes no handlers of the form `(event, context, callback)` any more. */
const FIRST_WITHOUT_CALLBACKS = 24;

function nodeMajor(runtime: string): number {
  return Number(/^nodejs(\d+)/.exec(runtime)?.[1] ?? FIRST_WITHOUT_CALLBACKS);
}

function threadError(error: unknown, requestId: string | undefined): ErrorPayload {
  if (errorCode(error) !== 'ERR_WORKER_OUT_OF_MEMORY')
    return runtimeError(error instanceof Error ? error.name : 'Error', errorMessage(error));
  return {
    errorType: 'Runtime.OutOfMemory',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  };
}
