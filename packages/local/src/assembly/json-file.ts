import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { errorCode, errorMessage } from '../foundation/error-message.ts';
import { isObject } from '../foundation/is-object.ts';
import { AssemblyError } from './assembly-error.ts';
import { parseFile } from './template-content.ts';

/**
 * A file of a synthesized app.
 * @throws AssemblyError where there is none, it is not a JSON object, or not one as the schema has it
 */
export function readJson<Schema extends z.ZodType>(
  directory: string,
  file: string,
  schema: Schema,
): z.infer<Schema> {
  return parseFile(schema, readObject(directory, file), directory, file);
}

function readObject(directory: string, file: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    if (isObject(value)) return value;
    throw new Error('it is not a JSON object');
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    const why = missing
      ? 'there is no such file; is this a folder that cdk synth wrote?'
      : errorMessage(error);
    throw new AssemblyError(directory, [`${file}: ${why}`]);
  }
}
