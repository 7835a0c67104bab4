import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Lambda's Node.js runtimes bring along, so that bundles may leave it out. */
const provided = /^@(aws-sdk|smithy)\//;

/**
 * Lets a function find the SDK that the managed runtime has: where its own bundle has none, the copy of the project that
 * the runtime was started in, else the one beside the runtime.
 */
export function provideSdk(beside: string): void {
  const roots = [pathToFileURL(join(process.cwd(), 'index.js')).href, beside];
  // To locate a copy is to resolve, which comes here again.
  let isLocating = false;
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (isLocating || !provided.test(specifier)) throw error;
        isLocating = true;
        const found = roots.map((root) => locate(specifier, root)).find((url) => url !== undefined);
        isLocating = false;
        if (found !== undefined) return { url: found, shortCircuit: true };
        throw error;
      }
    },
  });
}

function locate(specifier: string, root: string): string | undefined {
  try {
    return pathToFileURL(createRequire(root).resolve(specifier)).href;
  } catch {
    return undefined;
  }
}
