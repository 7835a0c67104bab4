import { defineConfig } from 'vitest/config';

// Functions start cold in the runtime, and a busy machine takes its time.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 120_000 } });
