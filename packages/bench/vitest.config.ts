import { defineConfig } from 'vitest/config';

// CDK takes seconds to build the benchmark app when the machine is busy.
export default defineConfig({ test: { testTimeout: 120_000 } });
