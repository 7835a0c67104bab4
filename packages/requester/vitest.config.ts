import { marksAreMet } from '@callback-relay/contract/test-marks';
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: marksAreMet(import.meta.dirname) });
