import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A test that names a thing, as its path from the package's folder: the one it had before, if that names it still, else
 * the one that names it most often, rather one of the whole runtime. Undefined where none does.
 */
export type TestOf = (namedBy: readonly string[], before: string | undefined) => string | undefined;

export function readTests(folder: string): TestOf {
  const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: folder }).sort();
  const tests = files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  return (namedBy, before) => {
    const naming = tests
      .map(({ file, text }) => ({ file, times: timesOf(namedBy, text) }))
      .filter(({ times }) => times > 0);
    const kept = naming.find(({ file }) => file === before);
    const [best] = naming.toSorted(
      (one, other) => rank(one.file) - rank(other.file) || other.times - one.times,
    );
    return (kept ?? best)?.file;
  };
}

function timesOf(names: readonly string[], text: string): number {
  return names.reduce((sum, name) => sum + text.split(name).length - 1, 0);
}

function rank(file: string): number {
  return file.startsWith('test/') ? 0 : 1;
}
