import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documents } from './contract-documents.ts';

/** The documents in a folder, by file name; none where there is no such folder. */
export function readDocuments(folder: string): Documents {
  try {
    return new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw thrown;
  }
}

/** Writes documents into a folder, which is made, and gives the path of each. */
export function writeDocuments(folder: string, documents: Documents): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return [...documents].map(([name, text]) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}
