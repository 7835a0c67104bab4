import { createRequire, type ResolveFnOutput, registerHooks } from 'node:module';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What Lambda's Node.js runtimes bring along, so that bundles may leave it out. */
const provided = /^@(aws-sdk|smithy)\//;

/** No path, address or name within the package itself. */
const ofPackage = /^(?![./#]|[a-z]+:)/;

/**
 * Lets a function find what its own bundle has not: in the folders of NODE_PATH, where layers are, which Node.js itself
 * leaves out for ES modules, and Lambda does not; and the SDK that the managed runtime has, in the copy of the project that
 * the runtime was started in, else the one beside the runtime.
 */
export function provideModules(beside: string): void {
  const roots = [pathToFileURL(join(process.cwd(), 'index.js')).href, beside];
  const besides = (process.env.NODE_PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => pathToFileURL(join(folder, '..', 'index.js')).href);
  // To locate a copy is to resolve, which comes here again.
  let isLocating = false;

  function ofSdk(specifier: string): ResolveFnOutput | undefined {
    if (!provided.test(specifier)) return undefined;
    isLocating = true;
    const url = roots.map((root) => locate(specifier, root)).find((found) => found !== undefined);
    isLocating = false;
    return url === undefined ? undefined : { url, shortCircuit: true };
  }

  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (isLocating || !ofPackage.test(specifier)) throw error;
        const found = firstOf(besides, (parentURL) => next(specifier, { ...context, parentURL }));
        const other = found ?? ofSdk(specifier);
        if (other === undefined) throw provided.test(specifier) ? withAdvice(error, specifier) : error;
        return other;
      }
    },
  });
}

/** Of a package that Lambda brings along and that is missing here. */
function withAdvice(error: unknown, specifier: string): unknown {
  if (!(error instanceof Error)) return error;
  const name = specifier.split('/').slice(0, 2).join('/');
  error.message += ` (Lambda's runtime has it; here it is taken from the folder that the runtime was started in: npm install ${name})`;
  return error;
}

/** What the first gives that does not fail. */
function firstOf<From, Found>(all: readonly From[], find: (from: From) => Found): Found | undefined {
  for (const from of all)
    try {
      return find(from);
    } catch {
      // The next one may have it.
    }
  return undefined;
}

function locate(specifier: string, root: string): string | undefined {
  try {
    return pathToFileURL(createRequire(root).resolve(specifier)).href;
  } catch {
    return undefined;
  }
}
