import type { World } from '../engine/world.ts';
import { conduct, type Moments } from '../scenario/conduct.ts';
import { meddler } from '../scenario/meddler.ts';
import { deedOf, type Scenario } from '../scenario/scenario.ts';
import { assemble, type System } from './assemble.ts';
import type { Mutations } from './mutations.ts';

/** Everything that is known of a run when it has come to rest: what the promises are checked against. */
export interface Played extends System {
  readonly scenario: Scenario;
  readonly moments: Moments;
  readonly restedAt: number;
}

const CONCURRENCY = 4;

/** Plays a scenario on the real packages, and waits for rest. */
export async function play(world: World, scenario: Scenario, mutations: Mutations): Promise<Played> {
  const others = meddler(world, scenario);
  const system = assemble(
    world,
    {
      quota: scenario.quota,
      maxReceiveCount: scenario.maxReceiveCount,
      parkedSeconds: scenario.parkedFor / 1000,
      concurrency: CONCURRENCY,
      batchingWindow: scenario.batchingWindow,
      deeds: scenario.deeds,
      isForWorker: (attempt) => deedOf(scenario, attempt).answeredBy === 'worker',
      onRequest: others.onRequest,
    },
    mutations,
  );
  others.start(system.bus);
  const redrive = () => system.relayQueue.redrive() + system.requestQueue.redrive();
  const moments = await conduct(world, scenario, { stepFunctions: system.stepFunctions, redrive });
  return { ...system, scenario, moments, restedAt: world.time.now() };
}
