import { defineConfig } from 'vitest/config';

// Each file boots the whole system, with timeouts of tasks in seconds: side by side they would slow one another into missing them.
export default defineConfig({ test: { fileParallelism: false, globalSetup: ['test/assembly.ts'] } });
