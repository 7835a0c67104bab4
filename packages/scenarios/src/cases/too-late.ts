import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { caughtTask, oneTask } from '../world/task-state.ts';
import { newStory, succeeded } from './story.ts';

/** By then the relay has looked for the second time for callbacks that an ended execution left. */
const LAST_SEARCH_MS = 95_000;

/** Results of tasks that wait no more. */
export const tooLate: readonly Scenario[] = [
  {
    title: 'an answer after the timeout of its task is published as late',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const machine = await world.machine(caughtTask(world.app, ['States.Timeout'], { timeoutSeconds: 1 }));
      const execution = await world.start(machine, { story });
      const request = await world.request(story);
      assert.equal((await world.ended(execution)).status, 'SUCCEEDED');
      await world.answer(succeeded(request, 'too late'));
      await world.notice(request.correlationId, 'late');
    },
  },
  {
    title:
      'the callbacks of an execution that is stopped are cancelled: the worker gets a notice, and a later answer is cancelled too',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const execution = await world.start(await world.machine(oneTask(world.app)), { story });
      const request = await world.request(story);
      await world.stop(execution);
      await world.notice(request.correlationId, 'notified');
      assert.equal((await world.ended(execution)).status, 'ABORTED');
      await world.answer(succeeded(request, 'too late'));
      await world.notice(request.correlationId, 'cancelled');
    },
  },
  {
    title:
      'an execution that is redriven waits again, for the same work, and its end before does not close the new callback',
    worker: 'off',
    alone: true,
    needs: 'a manual clock',
    async run(world) {
      const story = newStory();
      const task = oneTask(world.app, { timeoutSeconds: 600 });
      const execution = await world.start(await world.machine(task), { story });
      const before = await world.request(story);
      await world.stop(execution);
      await world.redrive(execution);
      const request = await world.request(story);
      assert.equal(request.idempotencyKey, before.idempotencyKey);
      assert.notEqual(request.correlationId, before.correlationId);
      await world.notice(before.correlationId, 'notified');
      await world.advance?.(LAST_SEARCH_MS);
      await world.answer(succeeded(request, 'after the redrive'));
      const { status, output } = await world.ended(execution);
      assert.deepEqual({ status, output }, { status: 'SUCCEEDED', output: '"after the redrive"' });
    },
  },
  {
    title: 'a result that Step Functions would not take until the deadline is published as undeliverable',
    worker: 'off',
    async run(world) {
      const story = newStory();
      // Outside the name prefix under which the relay is granted states:SendTask*.
      const machine = await world.machine(oneTask(world.app, { timeoutSeconds: 8 }), `not-granted-${story}`);
      const execution = await world.start(machine, { story });
      const request = await world.request(story);
      await world.answer(succeeded(request, 'not to be delivered'));
      assert.equal((await world.ended(execution)).status, 'FAILED');
      await world.notice(request.correlationId, 'undeliverable');
    },
  },
];
