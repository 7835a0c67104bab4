import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { caughtTask } from '../world/task-state.ts';

const slept = ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted'];

/** The example's own worker answers. */
export const answered: readonly Scenario[] = [
  {
    title: 'a task succeeds with the output of the worker',
    worker: 'on',
    async run(world) {
      const execution = await world.start(world.app.stateMachineArn, { number: 12 });
      const { status, output = '' } = await world.ended(execution);
      assert.equal(status, 'SUCCEEDED');
      const { success, result } = JSON.parse(output);
      assert.equal(success, true);
      assert.match(result, /^[0-9a-f-]{36}$/);
      assert.deepEqual(await world.historyTypes(execution), [
        ...slept,
        'TaskSucceeded',
        'TaskStateExited',
        'ExecutionSucceeded',
      ]);
    },
  },
  {
    title: 'a task fails with the error and cause of the worker',
    worker: 'on',
    async run(world) {
      const execution = await world.start(world.app.stateMachineArn, { number: 7 });
      const { status, error, cause } = await world.ended(execution);
      assert.deepEqual(
        { status, error, cause },
        { status: 'FAILED', error: 'UnevenNumberError', cause: 'The input number was uneven.' },
      );
      assert.deepEqual(await world.historyTypes(execution), [...slept, 'TaskFailed', 'ExecutionFailed']);
    },
  },
  {
    title: "a Catch on the worker's error goes on with it",
    worker: 'on',
    async run(world) {
      const machine = await world.machine(caughtTask(world.app, ['UnevenNumberError']));
      const { status, output = '' } = await world.ended(await world.start(machine, { number: 7 }));
      assert.equal(status, 'SUCCEEDED');
      assert.deepEqual(JSON.parse(output), {
        Error: 'UnevenNumberError',
        Cause: 'The input number was uneven.',
      });
    },
  },
  {
    title: "an input that breaks the worker's schema fails its task, and no other",
    worker: 'on',
    async run(world) {
      const broken = await world.start(world.app.stateMachineArn, { number: 'twelve' });
      const sound = await world.start(world.app.stateMachineArn, { number: 12 });
      const { status, error } = await world.ended(broken);
      assert.deepEqual({ status, error }, { status: 'FAILED', error: 'CallbackRelay.PayloadRejected' });
      assert.equal((await world.ended(sound)).status, 'SUCCEEDED');
    },
  },
];
