import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { VitestPluginContext } from 'vitest/node';
import { lastingPool } from './lasting-thread.ts';
import { QuickestFirst } from './quickest-first.ts';

const pool = lastingPool();

/** How vitest runs the tests of a changed package. Stryker allows vitest's own pools alone, so ours takes the place of one. */
export default defineConfig({
  plugins: [
    {
      name: 'lasting-pool',
      configureVitest({ vitest, project }: VitestPluginContext) {
        Object.assign(project.config, { pool: pool.name, poolRunner: pool });
        vitest.onClose(() => pool.stop());
      },
    },
  ],
  test: {
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    setupFiles: [fileURLToPath(new URL('no-active-mutant.ts', import.meta.url))],
  },
});
