import { defineConfig } from 'vitest/config';

// CDK takes seconds to build an app when the machine is busy.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
