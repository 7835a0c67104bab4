import { verdicts } from '@callback-relay/contract';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { allScenarios } from '../src/cases/all.ts';
import { bootRuntime, type Runtime } from '../src/runtime.ts';
import { type Outcome, runScenarios } from '../src/suite.ts';
import { openWorld, type World } from '../src/world/world.ts';
import { createLogWatch } from './log-watch.ts';

const SUITE_TIMEOUT_MS = 180_000;

/** The suite on the local runtime. What it tells, and in which order, is the suite's own. */
describe('the scenarios on the local runtime', () => {
  let runtime: Runtime;
  let world: World;
  let outcomes: readonly Outcome[];
  const watch = createLogWatch();

  beforeAll(async () => {
    runtime = await bootRuntime(inject('assembly'), watch.hear);
    world = await openWorld(runtime);
    outcomes = await runScenarios(world, allScenarios, () => {});
  }, SUITE_TIMEOUT_MS);

  afterAll(async () => {
    await world?.close();
    await runtime?.close();
  });

  it('every verdict is given to some result', () => {
    expect(watch.verdicts().toSorted()).toEqual(Object.keys(verdicts).toSorted());
  });

  it('no message, event or log line of any scenario holds a task token', () => {
    expect(watch.tokens()).toBeGreaterThan(allScenarios.length / 2);
    expect(watch.texts()).toBeGreaterThan(allScenarios.length);
    expect(watch.leaks()).toEqual([]);
  });

  it.each(allScenarios.map(({ title }) => title))('%s', (title) => {
    expect(outcomes.find(({ scenario }) => scenario === title)).toMatchObject({ outcome: 'passed' });
  });
});
