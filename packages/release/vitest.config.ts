import { defineConfig } from 'vitest/config';

// npm fetches some 150 packages of others; on a busy machine that takes a minute.
const patience = 300_000;

export default defineConfig({
  test: { globalSetup: './test/tarballs.ts', testTimeout: patience, hookTimeout: patience },
});
