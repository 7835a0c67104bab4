import { recordingTrace } from '../engine/trace.ts';
import type { Explored } from './explore.ts';
import { exploreInThreads } from './explore-in-threads.ts';
import { playSchedule } from './play-schedule.ts';
import { scheduleOf } from './schedule.ts';
import { smallScenarioOf, smallScenarios } from './small-scenarios.ts';

export interface ExhaustiveOptions {
  /** Left out for all of them. */
  readonly scenario?: string | undefined;
  /** Plays only this one, and prints its trace. Needs a scenario. */
  readonly schedule?: string | undefined;
  readonly json: boolean;
}

const PROGRESS_EVERY_MS = 5_000;

/** Plays all schedules of the small scenarios and prints a line for each scenario; whether nothing was broken. */
export async function simulateExhaustive({ scenario, schedule, json }: ExhaustiveOptions): Promise<boolean> {
  if (scenario !== undefined && schedule !== undefined) return replay(scenario, schedule);
  const names =
    scenario === undefined ? smallScenarios.map(({ name }) => name) : [smallScenarioOf(scenario).name];
  const progress = saysNowAndThen();
  let isClean = true;
  await exploreInThreads(names, {
    onProgress: progress,
    onDone(explored, seconds) {
      isClean &&= explored.violations === 0;
      for (const { what, schedule } of explored.found)
        process.stderr.write(`${what}\n  replay: ${replayOf(explored.scenario, schedule)}\n`);
      process.stdout.write(json ? jsonOf(explored, seconds) : lineOf(explored, seconds));
    },
  });
  return isClean;
}

function saysNowAndThen(): (soFar: Explored) => void {
  const saidAt = new Map<string, number>();
  return ({ scenario, schedules, states }) => {
    const now = performance.now();
    if (now - (saidAt.get(scenario) ?? 0) < PROGRESS_EVERY_MS) return;
    saidAt.set(scenario, now);
    process.stderr.write(`${scenario}: ${schedules} schedules, ${states} states so far\n`);
  };
}

/** One line of `pnpm simulate --exhaustive --json`: see `Explored`. */
function jsonOf({ found, ...explored }: Explored, seconds: number): string {
  const replays = found.map(({ what, schedule }) => ({
    what,
    schedule,
    replay: replayOf(explored.scenario, schedule),
  }));
  const line = {
    ...explored,
    seconds: Math.round(seconds * 10) / 10,
    ...(replays.length > 0 && { found: replays }),
  };
  return `${JSON.stringify(line)}\n`;
}

function lineOf(
  { scenario, schedules, states, steps, deepest, violations }: Explored,
  seconds: number,
): string {
  const found = violations === 0 ? 'every promise held' : `${violations} VIOLATIONS`;
  const counts = `${schedules} schedules, ${states} states, ${steps} steps, ${deepest} choices at most`;
  return `${scenario.padEnd(24)} ${found}: ${counts}, in ${seconds.toFixed(1)} s\n`;
}

function replayOf(scenario: string, schedule: string): string {
  return `pnpm simulate --exhaustive --scenario ${scenario} --schedule ${schedule}`;
}

async function replay(name: string, text: string): Promise<boolean> {
  const trace = recordingTrace();
  const { violations, isLost } = await playSchedule(smallScenarioOf(name), scheduleOf(text), { trace });
  process.stdout.write(`${trace.lines().join('\n')}\n`);
  if (isLost)
    process.stderr.write(
      `The scenario ${name} has no choice as in ${text}: after it the first ones were taken.\n`,
    );
  for (const what of violations) process.stderr.write(`${what}\n`);
  return violations.length === 0 && !isLost;
}
