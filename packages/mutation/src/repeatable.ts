import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';

/** The configuration under which the tests of a changed package run. */
export const configFile = fileURLToPath(new URL('vitest/vitest.config.ts', import.meta.url));

/**
 * Runs a package's tests twice in one thread, as they run again for each mutation. A test that fails for what an earlier run
 * has left would notice every change, whatever it is about.
 * @throws Error which names the tests that fail.
 */
export async function requireRepeatable(root: string): Promise<void> {
  const vitest = await createVitest('test', {
    ...{ root, config: configFile, watch: false, maxWorkers: 1, coverage: { enabled: false } },
    reporters: [{}],
  });
  try {
    for (const which of ['the first', 'the second']) {
      const { testModules } = await vitest.start();
      const failed = testModules.flatMap((file) => {
        const tests = [...file.children.allTests('failed')].map(({ fullName }) => fullName);
        return tests.length > 0 || file.ok() ? tests : [file.relativeModuleId];
      });
      if (failed.length > 0)
        throw new Error(`tests fail at ${which} run in one thread: ${failed.join('; ')}`);
    }
  } finally {
    await vitest.close();
  }
}
