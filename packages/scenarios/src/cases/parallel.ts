import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import type { Deployment } from '../world/deployment.ts';
import { taskState } from '../world/task-state.ts';
import { newStory, succeeded } from './story.ts';

/** Two callbacks of one execution, each with a story of its own. */
export const parallel: readonly Scenario[] = (['first', 'second'] as const).map((earlier) => ({
  title: `two callbacks of a Parallel state end with their own outputs, the ${earlier} branch answered first`,
  worker: 'off',
  async run(world) {
    const stories = { first: newStory(), second: newStory() };
    const machine = await world.machine(twoBranches(world.app));
    const execution = await world.start(machine, stories);
    const requests = {
      first: await world.request(stories.first),
      second: await world.request(stories.second),
    };
    const later = earlier === 'first' ? 'second' : 'first';
    await world.answer(succeeded(requests[earlier], { branch: earlier }));
    await world.answer(succeeded(requests[later], { branch: later }));
    const { status, output = '' } = await world.ended(execution);
    assert.equal(status, 'SUCCEEDED');
    assert.deepEqual(JSON.parse(output), [{ branch: 'first' }, { branch: 'second' }]);
  },
}));

function twoBranches(app: Deployment): object {
  const branch = (name: string) => ({
    StartAt: `Tell ${name}`,
    States: {
      [`Tell ${name}`]: { Type: 'Pass', Parameters: { 'story.$': `$.${name}` }, Next: `Wait for ${name}` },
      [`Wait for ${name}`]: taskState(app),
    },
  });
  return {
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [branch('first'), branch('second')], End: true } },
  };
}
