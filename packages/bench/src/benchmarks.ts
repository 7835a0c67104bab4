import type { Benchmark } from './benchmark.ts';
import { money } from './money/money.ts';
import { overhead } from './overhead/overhead.ts';

/** In the order in which they run. */
export const benchmarks: readonly Benchmark[] = [overhead, money];
