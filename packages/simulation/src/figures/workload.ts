import { callCount } from '../engine/call-count.ts';
import type { FaultRates } from '../engine/fault-rates.ts';
import { seededRandomness } from '../engine/randomness.ts';
import { noTrace } from '../engine/trace.ts';
import { virtualTime } from '../engine/virtual-time.ts';
import { type World, world } from '../engine/world.ts';
import type { Deed } from '../scenario/deed.ts';
import { parties } from '../scenario/parties.ts';
import type { ExecutionPlan } from '../services/execution.ts';
import { assemble, type System, type SystemSettings } from '../system/assemble.ts';
import { noMutations } from '../system/mutations.ts';

/** Many executions of one callback each, all alike, on the real packages: what figures are taken from. */
export interface Workload {
  readonly setting: World;
  readonly system: System;
  start(): void;
  /** Plays everything to rest. */
  run(): Promise<void>;
}

export interface WorkloadOptions
  extends Pick<SystemSettings, 'concurrency' | 'batchingWindow' | 'quota' | 'isForWorker'> {
  readonly seed: number;
  readonly callbacks: number;
  readonly rates: FaultRates;
}

const HOUR = 3_600_000;
const ACTIONS_PER_CALLBACK = 1_000;

export function workload({ seed, callbacks, rates, ...settings }: WorkloadOptions): Workload {
  const parts = {
    random: seededRandomness(seed),
    time: virtualTime(),
    trace: noTrace,
    calls: callCount(),
    outages: [],
  };
  const setting = world(parts, rates);
  const deeds = Array.from({ length: callbacks }, (_, number) => deedOf(number));
  const system = assemble(
    setting,
    { ...settings, deeds, maxReceiveCount: 200, parkedSeconds: 3_600, onRequest: () => {} },
    noMutations,
  );
  return {
    setting,
    system,
    start() {
      for (const { number } of deeds) system.stepFunctions.start(planOf(number));
    },
    run: () => setting.time.run(callbacks * ACTIONS_PER_CALLBACK),
  };
}

function deedOf(number: number): Deed {
  return {
    number,
    answer: { kind: 'success', text: `answer of ${number}` },
    answeredBy: 'worker',
    duration: 0,
    heartbeats: 0,
    isFickle: false,
    meddling: [],
  };
}

function planOf(deed: number): ExecutionPlan {
  const task = {
    stateName: 'AskWorker',
    timeout: 24 * HOUR,
    retries: 5,
    retryInterval: 1_000,
    request: { payload: { deed }, allowedSources: [parties.workerSource] },
  };
  return { arn: `arn:aws:states:sim:execution:${deed}`, tasks: [task], catches: false };
}
