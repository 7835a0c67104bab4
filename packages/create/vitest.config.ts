import { defineConfig } from 'vitest/config';

// The tests among the templates belong to the projects that are made of them.
export default defineConfig({ test: { include: ['src/**/*.test.ts'] } });
