import { defineConfig } from 'vitest/config';

// A browser and a whole runtime start slowly on a busy machine; one file after the other, because each has both.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false } });
