import { defineConfig } from 'vitest/config';

// A worker under test is a process of its own that starts, works for seconds and is stopped: a test mostly waits, so
// files run side by side on the smallest machine too.
export default defineConfig({ test: { testTimeout: 300_000, maxWorkers: 3 } });
