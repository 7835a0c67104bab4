import assert from 'node:assert/strict';
import type { Scenario } from '../scenario.ts';
import { eventually } from '../world/eventually.ts';
import { oneTask } from '../world/task-state.ts';
import type { World } from '../world/world.ts';
import { newStory, succeeded } from './story.ts';

const SUBMITTED_WITHIN_MS = 30_000;

/** Queues on both legs hold what is sent while the other side is down. */
export const downtime: readonly Scenario[] = [
  {
    title: 'a request that is sent while the worker is down is done when it is up again',
    worker: 'off',
    alone: true,
    async run(world) {
      await world.leaveRequests();
      const execution = await world.start(world.app.stateMachineArn, { number: 12 });
      await asleep(world, execution);
      await world.worker(true);
      try {
        assert.equal((await world.ended(execution)).status, 'SUCCEEDED');
      } finally {
        await world.worker(false);
      }
    },
  },
  {
    title: 'a result that is published while the relay is down is delivered when it is up again',
    worker: 'off',
    alone: true,
    async run(world) {
      const story = newStory();
      const machine = await world.machine(oneTask(world.app));
      await world.relay(false);
      let execution: string;
      try {
        execution = await world.start(machine, { story });
        await world.answer(succeeded(await world.request(story), { held: true }));
      } finally {
        await world.relay(true);
      }
      const { status, output = '' } = await world.ended(execution);
      assert.equal(status, 'SUCCEEDED');
      assert.deepEqual(JSON.parse(output), { held: true });
    },
  },
];

async function asleep(world: World, execution: string) {
  await eventually('the task to be submitted', SUBMITTED_WITHIN_MS, async () =>
    (await world.historyTypes(execution)).includes('TaskSubmitted') ? true : undefined,
  );
}
