import { describe, expect, it } from 'vitest';
import { recordingTrace } from '../src/engine/trace.ts';
import { nextPath } from '../src/exhaustive/choices.ts';
import { explore } from '../src/exhaustive/explore.ts';
import { playSchedule } from '../src/exhaustive/play-schedule.ts';
import { type Schedule, scheduleOf } from '../src/exhaustive/schedule.ts';
import { type SmallScenario, smallScenarioOf, smallScenarios } from '../src/exhaustive/small-scenarios.ts';
import { mutants } from '../src/mutants/mutants.ts';
import { noMutations } from '../src/system/mutations.ts';

const twoResults = smallScenarioOf('two-results');
/** So small that every schedule can be played. */
const withOneResult = oneResultOf(smallScenarioOf('task-ends'));

describe('all schedules of a small scenario', () => {
  it('keep every promise, and take no step that the specification does not allow', {
    timeout: 30_000,
  }, async () => {
    const explored = await explore(twoResults);
    expect(explored).toMatchObject({ violations: 0, found: [] });
    expect(explored.schedules).toBeGreaterThan(50);
    expect(explored.deepest).toBeGreaterThan(8);
  });

  it('come to no other end where states that are known are played again', { timeout: 60_000 }, async () => {
    const ends = { known: new Set<string>(), all: new Set<string>() };
    const played = { known: 0, all: 0 };
    const states = new Set<string>();
    const isNew = (state: string) => states.size < states.add(state).size;
    for (const [name, options] of [
      ['known', { isNew }],
      ['all', {}],
    ] as const) {
      for (let path: Schedule | undefined = []; path !== undefined; ) {
        const { end, state, taken } = await playSchedule(withOneResult, path, options);
        if (end === 'rest') ends[name].add(state);
        played[name] += 1;
        path = nextPath(taken);
      }
    }
    expect(ends.known).toEqual(ends.all);
    expect(ends.all.size).toBeGreaterThan(1);
    expect(played.known).toBeLessThan(played.all);
  });

  it('are not the same for two scenarios, and each has a name of its own', () => {
    expect(new Set(smallScenarios.map(({ name }) => name)).size).toBe(smallScenarios.length);
  });
});

describe('a planted mistake', () => {
  const mutant = mutants.find(({ name }) => name === 'sends-before-the-row-is-written');

  it('is found, with a schedule that shows it again', { timeout: 30_000 }, async () => {
    if (mutant === undefined) throw new Error('the mutant is among the mutants of the simulation');
    const mutations = { ...noMutations, ...mutant.mutations };
    const { found } = await explore(twoResults, { mutations, stopsAtViolation: true });
    const [first] = found;
    if (first === undefined) throw new Error('nothing was found');
    expect(first.what).toContain(mutant.promise);
    const trace = recordingTrace();
    const again = await playSchedule(twoResults, scheduleOf(first.schedule), { mutations, trace });
    expect(again.isLost).toBe(false);
    expect(again.violations).toContain(first.what);
    expect(trace.lines().join('\n')).toContain('VERDICT');
    const mended = await playSchedule(twoResults, scheduleOf(first.schedule));
    expect(mended.violations).toEqual([]);
  });
});

describe('a schedule', () => {
  it('that has a choice which there is not is said to be lost', async () => {
    expect((await playSchedule(twoResults, [99])).isLost).toBe(true);
    expect((await playSchedule(twoResults, [0])).isLost).toBe(false);
  });
});

function oneResultOf({ scenario, ...small }: SmallScenario): SmallScenario {
  const workItems = scenario.workItems.map((workItem) => ({
    ...workItem,
    interference: workItem.interference.slice(0, 1),
  }));
  return { ...small, faults: 0, scenario: { ...scenario, workItems } };
}
