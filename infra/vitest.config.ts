import { defineConfig } from 'vitest/config';

// CDK takes seconds to load, so it is loaded once: the tests share no state. It takes seconds more to build an app when
// the machine is busy.
export default defineConfig({
  test: {
    isolate: false,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['test/temporary-assemblies.ts'],
  },
});
