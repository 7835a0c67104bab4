import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { oneTask } from '../world/task-state.ts';
import { failed, newStory, succeeded } from './story.ts';

/** Answers that come more than once, and tasks that are tried more than once. */
export const again: readonly Scenario[] = [
  {
    title: 'duplicates of a result change nothing, and another result is conflicting',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const execution = await world.start(await world.machine(oneTask(world.app)), { story });
      const request = await world.request(story);
      await world.answer(succeeded(request, { answer: 1 }), succeeded(request, { answer: 1 }));
      const { status, output = '' } = await world.ended(execution);
      assert.equal(status, 'SUCCEEDED');
      assert.deepEqual(JSON.parse(output), { answer: 1 });
      await world.answer(succeeded(request, { answer: 1 }));
      await world.answer(succeeded(request, { answer: 2 }));
      await world.notice(request.correlationId, 'conflicting');
      assert.deepEqual(world.noticesHeld(request.correlationId), []);
    },
  },
  {
    title:
      'a retried task waits under a new correlation ID, and an answer to the earlier attempt is superseded',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const retry = [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 1 }];
      const machine = await world.machine(oneTask(world.app, { retry, timeoutSeconds: 5 }));
      const execution = await world.start(machine, { story });
      const first = await world.request(story);
      const second = await world.request(story);
      assert.notEqual(second.correlationId, first.correlationId);
      assert.equal(second.idempotencyKey, first.idempotencyKey);
      await world.answer(succeeded(first, 'of the first attempt'));
      await world.answer(succeeded(second, 'of the second attempt'));
      const { status, output } = await world.ended(execution);
      assert.deepEqual({ status, output }, { status: 'SUCCEEDED', output: '"of the second attempt"' });
      await world.notice(first.correlationId, 'superseded');
    },
  },
  {
    title: 'a failure that Retry matches is tried again with a new token',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const retry = [{ ErrorEquals: ['TryAgain'], IntervalSeconds: 1, MaxAttempts: 1 }];
      const execution = await world.start(await world.machine(oneTask(world.app, { retry })), { story });
      await world.answer(failed(await world.request(story), 'TryAgain', 'not yet'));
      await world.answer(succeeded(await world.request(story), 'now'));
      const { status, output } = await world.ended(execution);
      assert.deepEqual({ status, output }, { status: 'SUCCEEDED', output: '"now"' });
    },
  },
];
