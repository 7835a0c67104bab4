import type { Scenario } from './scenario.ts';
import type { World } from './world/world.ts';

export interface Outcome {
  readonly scenario: string;
  readonly outcome: 'passed' | 'failed' | 'left out';
  readonly seconds: number;
  /** What went wrong, or what was missing. */
  readonly reason?: string;
}

/**
 * Runs the scenarios on one deployed app: side by side where they may be, first those that need the example's worker, then
 * those that answer themselves, last those that switch something off. Reports each outcome as it comes.
 */
export async function runScenarios(
  world: World,
  scenarios: readonly Scenario[],
  report: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const run = async (scenario: Scenario) => {
    const outcome = await runScenario(world, scenario);
    outcomes.push(outcome);
    report(outcome);
  };
  const among = (worker: Scenario['worker'], alone: boolean) =>
    scenarios.filter((each) => each.worker === worker && (each.alone === true) === alone);

  await sideBySide(among('on', false), run);
  const answering = among('off', false);
  const switching = among('off', true);
  if (answering.length + switching.length > 0) {
    await world.worker(false);
    try {
      await sideBySide(answering, run);
      for (const scenario of switching) await run(scenario);
    } finally {
      await world.worker(true);
    }
  }
  return outcomes;
}

/** As many as a machine of two cores can cold-start functions for without any of them missing its time. */
const SIDE_BY_SIDE = 6;

async function sideBySide(scenarios: readonly Scenario[], run: (scenario: Scenario) => Promise<void>) {
  const waiting = scenarios.values();
  const lane = async () => {
    for (const scenario of waiting) await run(scenario);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
}

async function runScenario(world: World, scenario: Scenario): Promise<Outcome> {
  const begun = performance.now();
  const done = (outcome: Outcome['outcome'], reason?: string): Outcome => ({
    scenario: scenario.title,
    outcome,
    seconds: Number(((performance.now() - begun) / 1000).toFixed(2)),
    ...(reason !== undefined && { reason }),
  });
  if (scenario.needs !== undefined && world.advance === undefined) {
    return done('left out', `the endpoint has not ${scenario.needs}`);
  }
  try {
    await scenario.run(world);
    return done('passed');
  } catch (error) {
    return done('failed', error instanceof Error ? error.message : String(error));
  }
}
