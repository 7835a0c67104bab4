import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { defineContract } from '@callback-relay/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ReceivedRequest, type StandIn, startTestApp, type TestApp } from '../src/index.ts';
import { mapApp } from './app/map-app.ts';

const stamping = defineContract({
  name: 'stamping',
  request: z.object({ of: z.string() }),
  output: z.object({ of: z.string() }),
  errors: { Busy: 'All stamps are in use.' },
});
const queue = 'callback-relay-dev-stamping-requests';
const functionName = 'callback-relay-dev-stamping-worker';

type Asked = ReceivedRequest<{ of: string }>;

/** The keys that tell a worker which requests are one piece of work, from the state machine to the worker's queue. */
describe('the idempotency key', () => {
  let folder: string;
  let app: TestApp;
  let standIn: StandIn<typeof stamping>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'retried-work-'));
    mapApp(folder).synth();
    app = await startTestApp({ app: folder });
    standIn = await app.standIn(stamping, { queue, functionName });
  }, 240_000);
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function requests(count: number): Promise<readonly Asked[]> {
    const received: Asked[] = [];
    while (received.length < count) received.push(await standIn.waitForRequest());
    return received;
  }

  const succeed = (request: Asked) => standIn.succeed(request, request.payload);

  it.each([
    ['payloads of their own', ['one', 'two', 'three']],
    ['equal payloads', ['same', 'same', 'same']],
  ])(
    'of a Map item with %s stays the same when the item is retried, and is no other item’s',
    async (_, items) => {
      const input = { items: items.map((of) => ({ of })) };
      const execution = await app.start(input, 'retried-items');
      const first = await requests(items.length);
      const [failing, ...others] = first;
      if (failing === undefined) throw new Error('no request came');
      await standIn.fail(failing, 'Busy');
      await app.advance(1_000);
      const [again] = await requests(1);
      if (again === undefined) throw new Error('the retry asked for nothing');
      expect(again.idempotencyKey).toBe(failing.idempotencyKey);
      expect(again.payload).toEqual(failing.payload);
      expect(again.correlationId).not.toBe(failing.correlationId);
      expect(new Set(first.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(items.length);
      for (const request of [again, ...others]) await succeed(request);
      expect(await app.waitForEnd(execution)).toMatchObject({ status: 'SUCCEEDED', output: input.items });
    },
    60_000,
  );

  it('of another payload under a business key that waits is not made: the second task fails with the key’s code', async () => {
    const first = await app.start({ key: 'order-1', of: 'first' }, 'keyed');
    const second = await app.start({ key: 'order-1', of: 'second' }, 'keyed');
    const [request] = await requests(1);
    if (request === undefined) throw new Error('no request came');
    const ended = await app.waitForEnd(request.payload.of === 'first' ? second : first);
    expect(ended).toMatchObject({ status: 'FAILED', error: 'CallbackRelay.CallbackAlreadyOpen' });
    await succeed(request);
    const third = await app.start({ key: 'order-1', of: 'third' }, 'keyed');
    const [later] = await requests(1);
    if (later === undefined) throw new Error('the key was not free');
    expect(later.correlationId).toBe(request.correlationId);
    expect(later.idempotencyKey).not.toBe(request.idempotencyKey);
    await succeed(later);
    expect(await app.waitForEnd(third)).toMatchObject({ status: 'SUCCEEDED', output: { of: 'third' } });
  }, 60_000);

  it('that comes to the worker with another payload fails that task, and gives it no neighbour’s output', async () => {
    const executions = [
      await app.start({ items: [{ of: 'mine' }] }, 'items'),
      await app.start({ items: [{ of: 'yours' }] }, 'items'),
    ];
    const asked = await requests(2);
    const mine = asked.find(({ payload }) => payload.of === 'mine');
    const yours = asked.find(({ payload }) => payload.of === 'yours');
    await app.local.setMappingEnabled(functionName, true);
    const sqs = new SQSClient(app.local.clientConfig);
    const QueueUrl = app.local.resources.find(({ name }) => name === queue)?.ref;
    for (const body of [mine, { ...yours, idempotencyKey: mine?.idempotencyKey }]) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) }));
      await app.local.idle();
    }
    sqs.destroy();
    const ends = await Promise.all(executions.map((execution) => app.waitForEnd(execution)));
    expect(ends[0]).toMatchObject({ status: 'SUCCEEDED', output: [{ of: 'mine' }] });
    expect(ends[1]).toMatchObject({ status: 'FAILED', error: 'CallbackRelay.IdempotencyKeyReused' });
  }, 60_000);
});
