import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { markNamesIn, sourcesIn } from './mark-names.ts';

/**
 * What a package's `vitest.config.ts` needs so that the whole suite fails with the name of each mark below `folder`/src that
 * no test of it meets. A run of some of the tests is not held to that.
 */
export function marksAreMet(folder: string) {
  return {
    setupFiles: [fileURLToPath(new URL('./note-marks.setup.ts', import.meta.url))],
    reporters: ['default', holdToMarks(folder)] as ['default', Reporter],
  };
}

function holdToMarks(folder: string): Reporter {
  let vitest: Vitest | undefined;
  return {
    onInit(started) {
      vitest = started;
    },
    async onTestRunEnd(modules, _, reason) {
      if (reason !== 'passed' || vitest === undefined || !(await isWholeSuite(vitest, modules))) return;
      const met = new Set(modules.flatMap(marksOf));
      const unmet = markNamesIn(sourcesIn(join(folder, 'src'), 'src')).filter((name) => !met.has(name));
      if (unmet.length === 0) return;
      for (const name of unmet) process.stderr.write(`No test of this package meets the mark ${name}.\n`);
      process.exitCode = 1;
    },
  };
}

async function isWholeSuite(vitest: Vitest, modules: readonly TestModule[]): Promise<boolean> {
  const all = await vitest.globTestSpecifications();
  return vitest.config.testNamePattern === undefined && modules.length === all.length;
}

function marksOf(module: TestModule): readonly string[] {
  return [...module.children.allTests()].flatMap((test) => test.meta().marks ?? []);
}
