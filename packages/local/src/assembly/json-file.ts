import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, errorMessage } from '../foundation/error-message.ts';
import { AssemblyError } from './assembly-error.ts';

/**
 * A file of a synthesized app.
 * @throws AssemblyError where there is none, or it is not a JSON object
 */
export function readJson(directory: string, file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
    throw new Error('it is not a JSON object');
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    const why = missing
      ? 'there is no such file; is this a folder that cdk synth wrote?'
      : errorMessage(error);
    throw new AssemblyError(directory, [`${file}: ${why}`]);
  }
}
