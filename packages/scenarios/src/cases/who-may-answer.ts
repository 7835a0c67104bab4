import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { oneTask } from '../world/task-state.ts';
import { newStory, succeeded } from './story.ts';

export const whoMayAnswer: readonly Scenario[] = [
  {
    title: 'a foreign service answers with a plain PutEvents',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const machine = await world.machine(oneTask(world.app, { allowedSources: ['warehouse.legacy'] }));
      const execution = await world.start(machine, { story });
      await world.answer(succeeded(await world.request(story), { bin: 'B7' }, 'warehouse.legacy'));
      const { status, output = '' } = await world.ended(execution);
      assert.equal(status, 'SUCCEEDED');
      assert.deepEqual(JSON.parse(output), { bin: 'B7' });
    },
  },
  {
    title: 'an answer of a source that may not answer is forbidden, and the callback goes on waiting',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const execution = await world.start(await world.machine(oneTask(world.app)), { story });
      const request = await world.request(story);
      await world.answer(succeeded(request, 'forged', 'another.source'));
      await world.notice(request.correlationId, 'forbidden');
      await world.answer(succeeded(request, 'genuine'));
      const { status, output } = await world.ended(execution);
      assert.deepEqual({ status, output }, { status: 'SUCCEEDED', output: '"genuine"' });
    },
  },
];
