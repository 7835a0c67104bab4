import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCode } from '../../../foundation/error-message.ts';
import { isFunction } from '../../../foundation/is-function.ts';
import { errorPayload, runtimeError } from './error-payload.ts';
import type { ErrorPayload } from './message.ts';

export type Handler = (event: unknown, context: object) => unknown;

export type Loaded = { readonly handler: Handler } | { readonly error: ErrorPayload };

/** Loads `file.export` of a bundle as Lambda's Node.js runtime does: ESM or CommonJS, exports that may be nested. */
export async function loadHandler(directory: string, name: string, takesCallbacks: boolean): Promise<Loaded> {
  const [, path = '', exported = ''] = /^(.*\/?[^./]+)\.(.+)$/.exec(name) ?? [];
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
  return pick(module, name, exported, takesCallbacks);
}

function pick(
  module: Record<string, unknown>,
  name: string,
  exported: string,
  takesCallbacks: boolean,
): Loaded {
  const found = follow(module, exported) ?? follow(module.default, exported);
  if (!isFunction(found)) {
    return { error: runtimeError('Runtime.HandlerNotFound', `${name} is undefined or not exported`) };
  }
  if (takesCallbacks) return { handler: withCallback(found) };
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
  context: object,
  callback: (error?: unknown, result?: unknown) => void,
) => unknown;

/**
 * The forms of old: the answer is what the callback is called with, or `done`, `succeed` or `fail` of the context; else
 * what is returned, or what its promise gives.
 */
function withCallback(handler: CallbackHandler): Handler {
  return (event, context) =>
    new Promise((resolve, reject) => {
      const callback = (error?: unknown, result?: unknown) =>
        error === undefined || error === null ? resolve(result) : reject(error);
      const returned = handler(
        event,
        { ...context, done: callback, succeed: resolve, fail: reject },
        callback,
      );
      if (returned instanceof Promise) returned.then(resolve, reject);
      else if (handler.length <= 2) resolve(returned);
    });
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
