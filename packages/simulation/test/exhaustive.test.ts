import { describe, expect, it } from 'vitest';
import { recordingTrace } from '../src/engine/trace.ts';
import { branchesOf } from '../src/exhaustive/choices.ts';
import { explore } from '../src/exhaustive/explore.ts';
import { type PlayOptions, playSchedule } from '../src/exhaustive/play-schedule.ts';
import { type Schedule, scheduleOf } from '../src/exhaustive/schedule.ts';
import { type SmallScenario, smallScenarioOf, smallScenarios } from '../src/exhaustive/small-scenarios.ts';
import { mutants } from '../src/mutants/mutants.ts';
import { noMutations } from '../src/system/mutations.ts';

const twoResults = smallScenarioOf('two-results');
const earlyResult = smallScenarioOf('early-result');
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
    const known = await endsOf(withOneResult, { isNew: distinct() });
    const all = await endsOf(withOneResult, { everyOrder: true });
    expect(known.ends).toEqual(all.ends);
    expect(all.ends.size).toBeGreaterThan(1);
    expect(known.played).toBeLessThan(all.played);
  });

  it('come to no other end where calls whose answer is fixed have every place in the order', {
    timeout: 60_000,
  }, async () => {
    const once = await endsOf(earlyResult, { isNew: distinct() });
    const everywhere = await endsOf(earlyResult, { isNew: distinct(), everyOrder: true });
    expect(once.ends).toEqual(everywhere.ends);
    expect(once.ends.size).toBeGreaterThan(1);
    expect(once.played).toBeLessThan(everywhere.played);
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

function distinct(): (state: string) => boolean {
  const states = new Set<string>();
  return (state) => states.size < states.add(state).size;
}

/** The states in which schedules come to rest, and how many were played. */
async function endsOf(small: SmallScenario, options: PlayOptions) {
  const ends = new Set<string>();
  let played = 0;
  const left: Schedule[] = [[]];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    const { end, state, taken } = await playSchedule(small, path, options);
    if (end === 'rest') ends.add(state);
    played += 1;
    left.push(...branchesOf(taken, path.length));
  }
  return { ends, played };
}

function oneResultOf({ scenario, ...small }: SmallScenario): SmallScenario {
  const workItems = scenario.workItems.map((workItem) => ({
    ...workItem,
    interference: workItem.interference.slice(0, 1),
  }));
  return { ...small, faults: 0, scenario: { ...scenario, workItems } };
}
