import type { Simulator } from '../engine/simulator.ts';
import type { StepFunctions } from '../services/step-functions.ts';
import type { Scenario } from './scenario.ts';

/** More actions than any scenario needs by far. */
const ACTION_LIMIT = 500_000;
const REDRIVES_AT_REST = 5;
/** What a fault left invisible when the dead-letter queues were redriven may come there later. */
const SECOND_REDRIVE = 30 * 60_000;

/** The moments of a run that the checks refer to, in milliseconds since 1970. */
export interface Moments {
  readonly startedAt: number;
  /** The faults were over, and the dead-letter queues redriven once. */
  readonly recoveredAt: number;
}

/**
 * Plays a scenario on a system that is set up: starts and stops executions, ends the faults, redrives the
 * dead-letter queues until they are empty, and lets everything come to rest.
 */
export async function runScenario(
  simulator: Simulator,
  scenario: Scenario,
  stage: { readonly stepFunctions: StepFunctions; readonly redrive: () => number },
): Promise<Moments> {
  const { time, trace } = simulator;
  const startedAt = time.now();
  const recoveredAt = startedAt + scenario.calmAfter + scenario.redriveAfter;
  for (const { plan, startsAt, abortsAt } of scenario.executions) {
    time.at(startedAt + startsAt, () => stage.stepFunctions.start(plan));
    if (abortsAt !== undefined)
      time.at(startedAt + abortsAt, () => stage.stepFunctions.stop(plan.arn), 'stop');
  }
  time.at(startedAt + scenario.calmAfter, () => {
    trace.add(time.now(), 'scenario', () => 'THE FAULTS ARE OVER');
    simulator.calm();
  });
  const redrive = () => {
    const moved = stage.redrive();
    if (moved > 0) trace.add(time.now(), 'scenario', () => `REDRIVE of ${moved} messages`);
    return moved;
  };
  time.at(recoveredAt, redrive);
  time.at(recoveredAt + SECOND_REDRIVE, redrive);
  await time.run(ACTION_LIMIT);
  for (let left = REDRIVES_AT_REST; left > 0 && redrive() > 0; left--) await time.run(ACTION_LIMIT);
  return { startedAt, recoveredAt };
}
