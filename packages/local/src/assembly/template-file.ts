import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parse } from 'yaml';
import { errorMessage } from '../foundation/error-message.ts';
import { isObject } from '../foundation/is-object.ts';
import { AssemblyError } from './assembly-error.ts';
import { yamlTags } from './yaml-tags.ts';

/** Whether this is a template of its own, and no folder that CDK wrote. */
export function isTemplateFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * A CloudFormation template in JSON or YAML, with the short forms of intrinsic functions written out.
 * @throws AssemblyError where the file is neither
 */
export function readTemplateFile(file: string): object {
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'), {
      customTags: [...yamlTags],
      merge: true,
    });
    if (isObject(value)) return value;
    throw new Error('it is not an object');
  } catch (error) {
    throw new AssemblyError(file, [`${basename(file)}: ${errorMessage(error).split('\n')[0]}`]);
  }
}

/** What the stack of a template is called: the file's name, without what says that it is a template. */
export function stackNameOf(file: string): string {
  return basename(file, extname(file)).replace(/\.template$/, '');
}
