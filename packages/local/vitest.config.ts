import { defineConfig } from 'vitest/config';

// What is awaited takes milliseconds, and far longer where a machine has more to do than it can at once: functions
// start threads and processes. Conditions are awaited, so that a generous limit costs nothing.
export default defineConfig({ test: { testTimeout: 30_000, expect: { poll: { timeout: 15_000 } } } });
