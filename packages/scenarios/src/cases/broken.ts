import assert from 'node:assert/strict';
import { currentVersion, limits, resultTypes } from '@callback-relay/contract';
import type { Scenario } from '../scenario.ts';
import { oneTask } from '../world/task-state.ts';
import { newStory, succeeded } from './story.ts';

/** Results that break the contract or a limit. */
export const broken: readonly Scenario[] = [
  {
    title: 'a result with a misspelt field is published as invalid, and never delivered as undefined',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const execution = await world.start(await world.machine(oneTask(world.app)), { story });
      const { correlationId } = await world.request(story);
      const detail = { version: currentVersion, correlationId, outputs: { misspelt: true } };
      await world.answer({ type: resultTypes.succeeded, detail });
      const { status, error } = await world.ended(execution);
      assert.deepEqual({ status, error }, { status: 'FAILED', error: 'CallbackRelay.InvalidResult' });
      await world.notice(correlationId, 'invalid');
    },
  },
  {
    title: 'an event without a correlation ID is published as invalid, and does no harm to its neighbours',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const execution = await world.start(await world.machine(oneTask(world.app)), { story });
      const request = await world.request(story);
      const nameless = { type: resultTypes.succeeded, detail: { version: currentVersion, output: story } };
      await world.answer(nameless, succeeded(request, 'sound'));
      assert.equal((await world.ended(execution)).status, 'SUCCEEDED');
      await world.notice(null, 'invalid');
    },
  },
  {
    title: 'an output of the limit passes, and one byte more is too large: the task fails with a clear error',
    worker: 'off',
    async run(world) {
      const stories = [newStory(), newStory()] as const;
      const machine = await world.machine(oneTask(world.app));
      const executions = [
        await world.start(machine, { story: stories[0] }),
        await world.start(machine, { story: stories[1] }),
      ] as const;
      const quotes = 2;
      const fits = await world.request(stories[0]);
      await world.answer(succeeded(fits, 'x'.repeat(limits.outputBytes - quotes)));
      const tooLarge = await world.request(stories[1]);
      await world.answer(succeeded(tooLarge, 'x'.repeat(limits.outputBytes - quotes + 1)));
      assert.equal((await world.ended(executions[0])).status, 'SUCCEEDED');
      const { status, error } = await world.ended(executions[1]);
      assert.deepEqual({ status, error }, { status: 'FAILED', error: 'CallbackRelay.ResultTooLarge' });
      await world.notice(tooLarge.correlationId, 'too-large');
    },
  },
];
