import { defineConfig } from 'vitest/config';

// A whole runtime starts slowly on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } });
