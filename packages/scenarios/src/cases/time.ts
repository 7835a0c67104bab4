import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../scenario.ts';
import { caughtTask, oneTask } from '../world/task-state.ts';
import { heartbeat, newStory, succeeded } from './story.ts';

// Seconds, not tenths: a busy machine must not miss a heartbeat.
const HEARTBEAT_SECONDS = 4;
const HEARTBEATS = 4;
const BETWEEN_HEARTBEATS_MS = 1300;

/** Timeouts and heartbeats. Here time itself is what is awaited. */
export const time: readonly Scenario[] = [
  {
    title: 'a task that is not answered times out, and its Catch goes on',
    worker: 'off',
    async run(world) {
      const machine = await world.machine(caughtTask(world.app, ['States.Timeout'], { timeoutSeconds: 1 }));
      const { status, output = '' } = await world.ended(await world.start(machine, { story: newStory() }));
      assert.equal(status, 'SUCCEEDED');
      assert.equal(JSON.parse(output).Error, 'States.Timeout');
    },
  },
  {
    title: 'heartbeats keep a task alive past HeartbeatSeconds',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const machine = await world.machine(oneTask(world.app, { heartbeatSeconds: HEARTBEAT_SECONDS }));
      const execution = await world.start(machine, { story });
      const request = await world.request(story);
      for (let sent = 1; sent <= HEARTBEATS; sent++) {
        await sleep(BETWEEN_HEARTBEATS_MS);
        await world.answer(heartbeat(request, { sent, of: HEARTBEATS }));
      }
      await world.answer(succeeded(request, 'alive'));
      const { status, output } = await world.ended(execution);
      assert.deepEqual({ status, output }, { status: 'SUCCEEDED', output: '"alive"' });
    },
  },
  {
    title: 'a missed heartbeat is caught as States.HeartbeatTimeout',
    worker: 'off',
    async run(world) {
      const machine = await world.machine(
        caughtTask(world.app, ['States.HeartbeatTimeout'], { heartbeatSeconds: 1 }),
      );
      const { status } = await world.ended(await world.start(machine, { story: newStory() }));
      assert.equal(status, 'SUCCEEDED');
    },
  },
];
