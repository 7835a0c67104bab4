import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import { callCount } from '../engine/call-count.ts';
import type { FaultRates } from '../engine/fault-rates.ts';
import { seededRandomness } from '../engine/randomness.ts';
import { type Simulator, simulator } from '../engine/simulator.ts';
import { noTrace } from '../engine/trace.ts';
import { virtualTime } from '../engine/virtual-time.ts';
import { parties } from '../scenario/parties.ts';
import { plainWorkItem } from '../scenario/work-item.ts';
import type { ExecutionPlan } from '../services/execution.ts';
import { assemble, type System, type SystemSettings } from '../system/assemble.ts';
import { noMutations } from '../system/mutations.ts';

/** Many executions of one callback each, all alike, on the real packages: what figures are taken from. */
export interface Workload {
  readonly setting: Simulator;
  readonly system: System;
  start(): void;
  /** Plays everything to rest. */
  run(): Promise<void>;
}

export interface WorkloadOptions extends Pick<SystemSettings, 'batchingWindow' | 'quota' | 'isForWorker'> {
  readonly seed: number;
  readonly callbacks: number;
  /** Results that no callback waits for, beside them. */
  readonly unmatched?: number;
  readonly rates: FaultRates;
}

const HOUR = 3_600_000;
const ACTIONS_PER_CALLBACK = 1_000;

export function workload({ seed, callbacks, rates, unmatched = 0, ...settings }: WorkloadOptions): Workload {
  const parts = {
    random: seededRandomness(seed),
    time: virtualTime(),
    trace: noTrace,
    calls: callCount(),
    outages: [],
  };
  const setting = simulator(parts, rates);
  const workItems = Array.from({ length: callbacks }, (_, number) => plainWorkItem(number));
  const system = assemble(
    setting,
    {
      ...settings,
      workItems,
      parkedSeconds: deployedConfiguration.relay.parkedSeconds,
      onRequest: () => {},
    },
    noMutations,
  );
  return {
    setting,
    system,
    start() {
      for (const { number } of workItems) system.stepFunctions.start(planOf(number));
    },
    run: () => setting.time.run((callbacks + unmatched) * ACTIONS_PER_CALLBACK),
  };
}

function planOf(workItem: number): ExecutionPlan {
  const task = {
    stateName: 'AskWorker',
    timeout: 24 * HOUR,
    retry: [deployedConfiguration.retry],
    request: { payload: { workItem }, allowedSources: [parties.workerSource] },
  };
  return { arn: `arn:aws:states:sim:execution:${workItem}`, tasks: [task], catches: false };
}
