// Runs in a function's own thread: Lambda's Node.js runtime, with the parent's port for its runtime API.
import { parentPort, workerData } from 'node:worker_threads';
import { stringifyJson } from '../../../foundation/json/deep-json.ts';
import { followTime } from '../../../foundation/shared-time.ts';
import { leadAwsHosts } from './aws-hosts.ts';
import { captureOutput } from './console.ts';
import { sendDirectly } from './direct-requests.ts';
import { errorPayload } from './error-payload.ts';
import { watchEventLoop } from './event-loop.ts';
import { type Context, type Handler, loadHandler } from './handler.ts';
import { provideModules } from './managed-modules.ts';
import type { FromSandbox, InvokeMessage, SandboxData, ToSandbox } from './message.ts';

const data: SandboxData = workerData;
if (parentPort === null) throw new Error('this module runs in a thread of its own');
const port = parentPort;
let requestId: string | undefined;

const send = (message: FromSandbox) => port.postMessage(message);

// Node has read it: what a function sees of its environment is Lambda's and its own.
if (!data.setsCompileCache) delete process.env.NODE_COMPILE_CACHE;
followTime(data.time);
const endLines = captureOutput(
  (text) => send({ kind: 'line', text }),
  () => requestId,
);
process.on('uncaughtException', (thrown) => crash(thrown));
process.on('unhandledRejection', (reason) => {
  const payload = errorPayload(reason);
  crash(reason, 'Runtime.UnhandledPromiseRejection', `${payload.errorType}: ${payload.errorMessage}`);
});

const loop = watchEventLoop(port);
sendDirectly(process.env.AWS_ENDPOINT_URL ?? '', port, loop.hold);
leadAwsHosts(process.env.AWS_ENDPOINT_URL ?? '', process.env.AWS_ACCESS_KEY_ID ?? '');
provideModules(import.meta.url);
const loaded = await loadHandler(data.directory, data.handler, data.takesCallbacks ? loop : undefined);
if ('error' in loaded) {
  send({ kind: 'unusable', error: loaded.error });
} else {
  port.on('message', (message: ToSandbox) => {
    if (message.kind === 'invoke') void run(loaded.handler, message);
  });
  send({ kind: 'ready' });
}

function crash(thrown: unknown, errorType?: string, errorMessage?: string): void {
  const payload = errorPayload(thrown);
  send({
    kind: 'crashed',
    error: { ...payload, ...(errorType && { errorType }), ...(errorMessage && { errorMessage }) },
  });
}

async function run(handler: Handler, call: InvokeMessage): Promise<void> {
  requestId = call.requestId;
  if (call.traceHeader === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = call.traceHeader;
  try {
    const begun = handler(JSON.parse(call.payload), contextOf(call));
    if (call.isCrashed) process.exit(1);
    const result = await begun;
    endLines();
    send({ kind: 'returned', payload: stringifyJson(result) ?? 'null' });
  } catch (thrown) {
    endLines();
    send({ kind: 'threw', error: errorPayload(thrown) });
  }
}

function contextOf(call: InvokeMessage): Context {
  const deadline = performance.now() + call.timeoutMs;
  const { env } = process;
  const client = call.clientContext && JSON.parse(Buffer.from(call.clientContext, 'base64').toString());
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: call.invokedFunctionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: call.requestId,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    ...(client && { clientContext: client }),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}
