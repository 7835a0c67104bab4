import { defineConfig } from 'vitest/config';

// npm fetches some 150 packages of others; on a busy machine that takes a minute. Most of the time it waits,
// so two files run side by side on the smallest machine too.
const timeout = 300_000;

// The tests of other teams' apps, whose folders lie beside these, run where they are installed.
const include = ['test/**/*.test.ts', 'src/**/*.test.ts'];

export default defineConfig({
  test: {
    include,
    globalSetup: './test/tarballs.ts',
    testTimeout: timeout,
    hookTimeout: timeout,
    maxWorkers: 2,
  },
});
