import type { Simulator } from '../engine/simulator.ts';
import { adversary } from '../scenario/adversary.ts';
import { type Moments, runScenario } from '../scenario/run-scenario.ts';
import { type Scenario, workItemOf } from '../scenario/scenario.ts';
import { assemble, type System } from './assemble.ts';
import type { Mutations } from './mutations.ts';

/** Everything that is known of a run when it has come to rest: what the promises are checked against. */
export interface Played extends System {
  readonly scenario: Scenario;
  readonly moments: Moments;
  readonly restedAt: number;
}

/** Plays a scenario on the real packages, and waits for rest. `onReady` hears of the system before anything happens in it. */
export async function play(
  simulator: Simulator,
  scenario: Scenario,
  mutations: Mutations,
  onReady: (system: System) => void = () => {},
): Promise<Played> {
  const others = adversary(simulator, scenario);
  const system = assemble(
    simulator,
    {
      quota: scenario.quota,
      ...(scenario.maxReceiveCount !== undefined && { maxReceiveCount: scenario.maxReceiveCount }),
      parkedSeconds: scenario.parkedFor / 1000,
      batchingWindow: scenario.batchingWindow,
      ...(scenario.batchSize !== undefined && { batchSize: scenario.batchSize }),
      ...(scenario.instances !== undefined && { instances: scenario.instances }),
      workItems: scenario.workItems,
      isForWorker: (attempt) => workItemOf(scenario, attempt).answeredBy === 'worker',
      onRequest: others.onRequest,
    },
    mutations,
  );
  others.start(system.bus);
  onReady(system);
  const redrive = () => system.relayQueue.redrive() + system.requestQueue.redrive();
  const moments = await runScenario(simulator, scenario, { stepFunctions: system.stepFunctions, redrive });
  return { ...system, scenario, moments, restedAt: simulator.time.now() };
}
