import { defineConfig } from 'vitest/config';

// A browser starts slowly on a busy machine.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
