import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { errorMessage } from '../foundation/error-message.ts';
import { isObject } from '../foundation/is-object.ts';
import { AssemblyError } from './assembly-error.ts';
import { refuseNulls } from './null-values.ts';
import { expandServerless } from './serverless/expand.ts';
import { parseTemplate, type TemplateContent } from './template-content.ts';
import { parseYaml } from './yaml.ts';

/**
 * A template of its own, whatever wrote it: CloudFormation's or SAM's.
 * @throws AssemblyError where the file is neither
 */
export function readTemplateFile(file: string): TemplateContent {
  const read = readDocument(file);
  refuseNulls(read, file, basename(file));
  return parseTemplate(expanded(read, file), file, basename(file));
}

/** What the stack of a template is called: the file's name, without what says that it is a template. */
export function stackNameOf(file: string): string {
  return basename(file, extname(file)).replace(/\.template$/, '');
}

function expanded(template: object, file: string): object {
  try {
    return expandServerless(template, (path) => readDocument(join(dirname(file), path)));
  } catch (error) {
    if (error instanceof AssemblyError) throw error;
    throw new AssemblyError(file, [errorMessage(error)]);
  }
}

/** JSON or YAML, with the short forms of intrinsic functions written out. */
function readDocument(file: string): object {
  try {
    const value = parseYaml(readFileSync(file, 'utf8'));
    if (isObject(value)) return value;
    throw new Error('it is not an object with Resources, as a template in JSON or YAML is');
  } catch (error) {
    throw new AssemblyError(file, [`${basename(file)}: ${errorMessage(error).split('\n')[0]}`]);
  }
}
