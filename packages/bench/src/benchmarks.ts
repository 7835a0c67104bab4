import type { Benchmark } from './benchmark.ts';
import { boot } from './boot/boot.ts';
import { burst } from './burst/burst.ts';
import { coldStart } from './cold-start/cold-start.ts';
import { cost } from './cost/cost.ts';
import { growth } from './growth/growth.ts';
import { memory } from './memory/memory.ts';
import { overhead } from './overhead/overhead.ts';
import { page } from './page/page.ts';
import { peers } from './peers/peers.ts';
import { throughput } from './throughput/throughput.ts';
import { waiting } from './waiting/waiting.ts';
import { waits } from './waits/waits.ts';

/** In the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  overhead,
  throughput,
  cost,
  coldStart,
  burst,
  boot,
  waiting,
  waits,
  growth,
  memory,
  page,
  peers,
];
