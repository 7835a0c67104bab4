// Runs the handler of a module as Lambda's Node.js runtime does: `node bootstrap.js MODULE [HANDLER]`. It asks the Runtime
// API for invocations and posts what the handler answers or throws.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , module = '', name = 'handler'] = process.argv;
const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

type Handler = (event: unknown, context: object) => unknown;

const handler = await load();
for (;;) await serve(handler);

async function load(): Promise<Handler> {
  try {
    const exported = (await import(pathToFileURL(resolve(module)).href)) as Record<string, unknown>;
    const found = exported[name];
    if (typeof found === 'function') return found as Handler;
    throw new Error(
      `${module} exports no function ${name}, but ${Object.keys(exported).join(', ') || 'nothing'}`,
    );
  } catch (thrown) {
    await post('init/error', errorOf(thrown));
    throw thrown;
  }
}

async function serve(handle: Handler): Promise<void> {
  const invocation = await fetch(`${api}/invocation/next`);
  const id = invocation.headers.get('lambda-runtime-aws-request-id') ?? '';
  const deadline = Number(invocation.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    awsRequestId: id,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    invokedFunctionArn: invocation.headers.get('lambda-runtime-invoked-function-arn'),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const answer = await handle(await invocation.json(), context);
    await post(`invocation/${id}/response`, answer ?? null);
  } catch (thrown) {
    await post(`invocation/${id}/error`, errorOf(thrown));
  }
}

async function post(path: string, body: unknown): Promise<void> {
  await fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body) });
}

function errorOf(thrown: unknown): object {
  const {
    name: errorType,
    message: errorMessage,
    stack = '',
  } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { errorType, errorMessage, stackTrace: stack.split('\n') };
}
