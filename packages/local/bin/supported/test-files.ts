import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TestFile {
  /** Its path from the package's folder. */
  readonly file: string;
  readonly text: string;
}

interface Named {
  readonly namedBy: readonly string[];
  readonly isAbout?: (test: TestFile) => boolean;
}

/**
 * A test that names a thing, as its path: one about its service where there is one, of these the one it had before, if
 * that names it still, else the one that names it most often, rather one of the whole runtime. Undefined where none does.
 */
export type TestOf = (named: Named, before: string | undefined) => string | undefined;

export function readTests(folder: string): TestOf {
  const files = globSync(['src/**/*.test.ts', 'test/**/*.test.ts'], { cwd: folder }).sort();
  const tests = files.map((file): TestFile => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  return ({ namedBy, isAbout = () => true }, before) => {
    const naming = tests.filter(({ text }) => timesOf(namedBy, text) > 0);
    const about = naming.filter(isAbout);
    const fitting = about.length > 0 ? about : naming;
    const kept = fitting.find(({ file }) => file === before);
    const [best] = fitting.toSorted(
      (one, other) =>
        rank(one.file) - rank(other.file) || timesOf(namedBy, other.text) - timesOf(namedBy, one.text),
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
