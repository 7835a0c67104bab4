import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NamingScheme } from '@callback-relay/contract/names';
import { OperatorError } from '../operator-error.ts';

/**
 * The naming scheme that a module exports as `naming` or as its default: the function that the stage's constructs were given.
 * @param file a JavaScript or TypeScript module, from the working directory on
 * @throws OperatorError `invalid-input` where the module cannot be loaded, or exports no function so
 */
export async function loadNaming(file: string): Promise<NamingScheme> {
  const loaded: Readonly<Record<string, unknown>> = await import(pathToFileURL(resolve(file)).href).catch(
    (error: Error) => {
      throw new OperatorError(
        'invalid-input',
        `--naming takes a JavaScript or TypeScript module; ${JSON.stringify(file)} could not be loaded: ${error.message}`,
      );
    },
  );
  const naming = loaded.naming ?? loaded.default;
  if (typeof naming === 'function') return naming as NamingScheme;
  const exported = Object.keys(loaded).join(', ') || 'nothing';
  throw new OperatorError(
    'invalid-input',
    `--naming takes a module that exports the naming scheme as \`naming\` or as its default; ${JSON.stringify(file)} exports ${exported}`,
  );
}
