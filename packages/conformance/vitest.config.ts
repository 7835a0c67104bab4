import { defineConfig } from 'vitest/config';

// A worker under test is a process of its own that starts, works for seconds and is stopped.
export default defineConfig({ test: { testTimeout: 120_000 } });
