import { defineConfig } from 'vitest/config';

// The checker is a JVM: it takes seconds to start when the machine is busy.
export default defineConfig({ test: { testTimeout: 120_000 } });
