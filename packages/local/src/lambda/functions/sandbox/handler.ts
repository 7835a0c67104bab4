import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCode } from '../../../foundation/error-message.ts';
import { isFunction } from '../../../foundation/is-function.ts';
import { errorPayload, runtimeError } from './error-payload.ts';
import type { EventLoop } from './event-loop.ts';
import type { ErrorPayload } from './message.ts';

/** As much of a context as the runtime itself looks at. */
export interface Context {
  /** A handler may set it. */
  callbackWaitsForEmptyEventLoop: boolean;
}

export type Handler = (event: unknown, context: Context) => unknown;

export type Loaded = { readonly handler: Handler } | { readonly error: ErrorPayload };

/** The module's name ends at the first dot of its last part: `folder/file.exports.nested`. */
const HANDLER = /^((?:.*\/)?[^./]*)\.([^/]+)$/;

/**
 * Loads `file.export` of a bundle as Lambda's Node.js runtime does: ESM or CommonJS, exports that may be nested.
 * @param loop for a runtime that takes callbacks
 */
export async function loadHandler(
  directory: string,
  name: string,
  loop: EventLoop | undefined,
): Promise<Loaded> {
  const [, path = '', exported = ''] = HANDLER.exec(name) ?? [];
  const malformed = name.includes('..') ? `'${name}' is not a valid handler name.` : 'Bad handler';
  if (exported === '' || name.includes('..'))
    return { error: runtimeError('Runtime.MalformedHandlerName', malformed) };
  const file = ['.js', '.mjs', '.cjs'].map((end) => join(directory, path + end)).find(existsSync);
  if (file === undefined) {
    return {
      error: runtimeError(
        'Runtime.ImportModuleError',
        `Error: Cannot find module '${path}' in the function's bundle`,
      ),
    };
  }
  let module: Record<string, unknown>;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (thrown) {
    return { error: importError(thrown) };
  }
  return pick(module, name, exported, loop);
}

function pick(
  module: Record<string, unknown>,
  name: string,
  exported: string,
  loop: EventLoop | undefined,
): Loaded {
  const found = follow(module, exported) ?? follow(module.default, exported);
  if (!isFunction(found)) {
    return { error: runtimeError('Runtime.HandlerNotFound', `${name} is undefined or not exported`) };
  }
  if (loop !== undefined) return { handler: withCallback(found, loop) };
  if (found.length > 2) {
    return {
      error: runtimeError(
        'Runtime.CallbackHandlerDeprecated',
        'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.',
      ),
    };
  }
  return { handler: found };
}

type CallbackHandler = (
  event: unknown,
  context: Context,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown;

/**
 * The forms of old: the answer is what a promise gives, or what the callback is called with, or `done`, `succeed` or
 * `fail` of the context. What is returned otherwise counts for nothing: where there is no answer once the event loop is
 * empty, it is null. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
function withCallback(handler: CallbackHandler, { onEmpty }: EventLoop): Handler {
  return (event, context) =>
    new Promise((resolve, reject) => {
      let answer: unknown = null;
      const stop = onEmpty(() => resolve(answer));
      const done = (error?: unknown, result?: unknown) => {
        stop();
        if (error === undefined || error === null) resolve(result);
        else reject(error);
      };
      const succeed = (result?: unknown) => done(null, result);
      const fail = (error?: unknown) => done(error ?? 'handled');
      const given = { ...context, done, succeed, fail };
      const callback = (error?: unknown, result?: unknown) => {
        const isError = error !== undefined && error !== null;
        if (isError || !given.callbackWaitsForEmptyEventLoop) done(error, result);
        else answer = result;
      };
      try {
        const returned = handler(event, given, callback);
        if (isThenable(returned)) returned.then(succeed, fail);
      } catch (error) {
        fail(error);
      }
    });
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function follow(module: unknown, exported: string): unknown {
  return exported
    .split('.')
    .reduce<unknown>(
      (value, key) => (value === null || value === undefined ? undefined : Reflect.get(Object(value), key)),
      module,
    );
}

function importError(thrown: unknown): ErrorPayload {
  const payload = errorPayload(thrown);
  const code = errorCode(thrown);
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    return {
      ...payload,
      errorType: 'Runtime.ImportModuleError',
      errorMessage: `Error: ${payload.errorMessage}`,
    };
  }
  if (thrown instanceof SyntaxError) {
    return {
      ...payload,
      errorType: 'Runtime.UserCodeSyntaxError',
      errorMessage: `SyntaxError: ${payload.errorMessage}`,
    };
  }
  return payload;
}
