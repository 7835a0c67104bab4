import { defineConfig } from 'vitest/config';

// The first test synthesizes the app and starts it on this machine.
export default defineConfig({ test: { hookTimeout: 120_000, testTimeout: 60_000 } });
