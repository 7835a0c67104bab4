import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of source code, by its path for people. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * @throws TypeError when a name stands at two places, for then no one can tell which branch was taken, and when a mark's
 * name is not a literal `area/branch`.
 */
export function markNamesIn(files: readonly SourceFile[]): readonly string[] {
  const places = new Map<string, string>();
  for (const { path, text } of files) {
    for (const { index, 1: name } of text.matchAll(/\bmark\(\s*(?:'([a-z0-9-]+\/[a-z0-9-]+)')?/g)) {
      const place = `${path}:${text.slice(0, index).split('\n').length}`;
      if (name === undefined) throw new TypeError(`${place}: the name of a mark is a literal 'area/branch'`);
      const other = places.get(name);
      if (other !== undefined) {
        throw new TypeError(`the mark ${name} is named twice, at ${other} and at ${place}: rename one`);
      }
      places.set(name, place);
    }
  }
  return [...places.keys()].sort();
}

/** The source files below a folder, tests aside; `name` begins their paths for people. */
export function sourcesIn(folder: string, name: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .map((file) => ({ path: `${name}/${file}`, text: readFileSync(join(folder, file), 'utf8') }));
}
