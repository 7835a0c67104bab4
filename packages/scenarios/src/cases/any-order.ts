import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { correlationIdOf, mintCorrelationId } from '@callback-relay/contract';
import type { Scenario } from '../scenario.ts';
import { oneTask } from '../world/task-state.ts';
import type { World } from '../world/world.ts';
import { newStory, succeeded } from './story.ts';

/** Longer than the app parks a result: an hour. */
const PARKED_MS = 3_700_000;

/** Results before their callbacks, and business keys. */
export const anyOrder: readonly Scenario[] = [
  {
    title: 'a result that comes before its callback is parked, and settles it the moment it opens',
    worker: 'off',
    async run(world) {
      const key = `order-${newStory()}/payment`;
      const machine = await world.machine(oneTask(world.app, { businessKeyPath: '$.key' }));
      const correlationId = correlationIdOf(await namespaceOf(world), key);
      await world.answer(succeeded({ correlationId }, { paid: true }));
      const execution = await world.start(machine, { story: newStory(), key });
      const { status, output = '' } = await world.ended(execution);
      assert.equal(status, 'SUCCEEDED');
      assert.deepEqual(JSON.parse(output), { paid: true });
    },
  },
  {
    title: 'a task that sends no request is finished by an event that comes anyway',
    worker: 'off',
    async run(world) {
      const key = `order-${newStory()}/stock`;
      const sendsNoRequest = {
        sendsNoRequest: true,
        businessKeyPath: '$.key',
        allowedSources: ['warehouse.legacy'],
      };
      const execution = await world.start(await world.machine(oneTask(world.app, sendsNoRequest)), { key });
      const correlationId = correlationIdOf(await namespaceOf(world), key);
      await world.answer(succeeded({ correlationId }, { bin: 'B7' }, 'warehouse.legacy'));
      const { status, output = '' } = await world.ended(execution);
      assert.equal(status, 'SUCCEEDED');
      assert.deepEqual(JSON.parse(output), { bin: 'B7' });
    },
  },
  {
    title: 'a second callback under a business key that is open is refused with a clear error',
    worker: 'off',
    async run(world) {
      const key = `order-${newStory()}/payment`;
      const story = newStory();
      const machine = await world.machine(oneTask(world.app, { businessKeyPath: '$.key' }));
      const first = await world.start(machine, { story, key });
      const request = await world.request(story);
      const second = await world.ended(await world.start(machine, { story: newStory(), key }));
      assert.deepEqual([second.status, second.error], ['FAILED', 'CallbackRelay.CallbackAlreadyOpen']);
      await world.answer(succeeded(request, 'the first'));
      assert.equal((await world.ended(first)).status, 'SUCCEEDED');
    },
  },
  {
    title: 'a result that no task waits for does no harm to its neighbours',
    worker: 'off',
    async run(world) {
      const story = newStory();
      const execution = await world.start(await world.machine(oneTask(world.app)), { story });
      const request = await world.request(story);
      const [namespace = ''] = request.correlationId.split(':');
      const correlationId = mintCorrelationId(namespace, randomBytes);
      await world.answer(succeeded({ correlationId }, 'unclaimed'), succeeded(request, 'claimed'));
      const { status, output } = await world.ended(execution);
      assert.deepEqual({ status, output }, { status: 'SUCCEEDED', output: '"claimed"' });
    },
  },
  {
    title: 'a parked result that no task comes for is unclaimed when its time is up, and reported',
    worker: 'off',
    alone: true,
    needs: 'a manual clock',
    async run(world) {
      const correlationId = correlationIdOf(await namespaceOf(world), `order-${newStory()}/payment`);
      await world.answer(succeeded({ correlationId }, 'unclaimed'));
      const published = world.notice(correlationId, 'unclaimed');
      await world.advance?.(PARKED_MS);
      await published;
    },
  },
];

/** A requester's namespace is in the correlation IDs that it mints. */
export async function namespaceOf(world: World): Promise<string> {
  const story = newStory();
  const execution = await world.start(await world.machine(oneTask(world.app)), { story });
  const request = await world.request(story);
  await world.answer(succeeded(request, 'only the namespace was wanted'));
  await world.ended(execution);
  return request.correlationId.split(':')[0] ?? '';
}
