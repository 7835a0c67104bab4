import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { cancelledEventType, defineContract, progressEventType, resultTypes } from '@callback-relay/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ReceivedRequest, type StandIn, startTestApp, type TestApp } from '../src/index.ts';
import { openApp } from './app/open-app.ts';

const stamping = defineContract({
  name: 'stamping',
  request: z.object({ of: z.string() }),
  output: z.object({ of: z.string() }),
  progress: z.object({ step: z.number() }),
  errors: { Busy: 'All stamps are in use.' },
});

let folder: string;
let app: TestApp;
let standIn: StandIn<typeof stamping>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'open-callbacks-'));
  openApp(folder).synth();
  app = await startTestApp({ app: folder });
  standIn = await app.standIn(stamping, {
    queue: 'callback-relay-dev-stamping-requests',
    functionName: 'callback-relay-dev-stamping-worker',
  });
}, 240_000);
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

const eventsOf = (detailType: string, correlationId: string) =>
  app.local
    .publishedEvents({ detailType })
    .map(({ detail }) => detail as Readonly<Record<string, unknown>>)
    .filter((detail) => detail.correlationId === correlationId);

it('an execution that goes on without a branch, and succeeds, closes what the branch waited for; its key is free', async () => {
  for (const round of ['first', 'second']) {
    const execution = await app.start({ of: round, key: 'order-1' }, 'caught');
    const requests = [await standIn.waitForRequest(), await standIn.waitForRequest()];
    const left = requests.find(({ correlationId }) => correlationId === 'stamping:order-1');
    const failing = requests.find((request) => request !== left);
    if (left === undefined || failing === undefined) throw new Error('one of the requests did not come');
    expect(left.payload.of).toBe(round);
    await standIn.fail(failing, 'Busy');
    expect((await app.waitForEnd(execution)).status).toBe('SUCCEEDED');
    await app.advance(120_000);
    expect(eventsOf(cancelledEventType, left.correlationId).at(-1)).toMatchObject({
      idempotencyKey: left.idempotencyKey,
      executionStatus: 'SUCCEEDED',
    });
    expect(eventsOf(cancelledEventType, failing.correlationId)).toEqual([]);
  }
}, 60_000);

describe('the progress of a callback, on its row and in events', () => {
  async function asked(): Promise<{ execution: string; request: ReceivedRequest }> {
    const execution = await app.start({ of: 'steps' }, 'steps');
    return { execution, request: await standIn.waitForRequest() };
  }

  async function progressOnRow({ correlationId }: ReceivedRequest) {
    const client = new DynamoDBClient(app.local.clientConfig);
    const { Item = {} } = await client.send(
      new GetItemCommand({
        TableName: 'callback-relay-dev-callbacks',
        Key: { correlationId: { S: correlationId } },
        ConsistentRead: true,
      }),
    );
    client.destroy();
    return { last: Item.progress?.S, count: Number(Item.progressCount?.N ?? 0) };
  }

  const progressOf = ({ correlationId }: ReceivedRequest) =>
    eventsOf(progressEventType, correlationId).map(({ progress, count }) => ({ progress, count }));

  it('is the last of those that came one after the other, counted', async () => {
    const { request } = await asked();
    for (const step of [1, 2, 3]) await standIn.heartbeat(request, { step });
    expect(progressOf(request)).toEqual([1, 2, 3].map((step) => ({ progress: { step }, count: step })));
    expect(await progressOnRow(request)).toEqual({ last: '{"step":3}', count: 3 });
  });

  it('of a burst is one of them, and each of the burst is counted or stands for others', async () => {
    const { request } = await asked();
    const burst = Array.from({ length: 10 }, (_, step) =>
      app.local.publish({
        bus: request.replyTo.eventBus,
        source: 'stamping',
        detailType: resultTypes.heartbeat,
        detail: { version: '1.0', correlationId: request.correlationId, progress: { step } },
      }),
    );
    await Promise.all(burst);
    await app.local.idle();
    const published = progressOf(request);
    const { last, count } = await progressOnRow(request);
    expect(published.length).toBeGreaterThan(0);
    expect(published.length).toBeLessThanOrEqual(10);
    expect(JSON.parse(last ?? 'null')).toEqual(published.at(-1)?.progress);
    expect(count).toBe(published.at(-1)?.count);
  });

  it('is none where heartbeats have none, and stays where later ones have none', async () => {
    const { request } = await asked();
    await standIn.heartbeat(request);
    expect(progressOf(request)).toEqual([]);
    expect(await progressOnRow(request)).toEqual({ last: undefined, count: 0 });
    await standIn.heartbeat(request, { step: 1 });
    await standIn.heartbeat(request);
    expect(await progressOnRow(request)).toEqual({ last: '{"step":1}', count: 1 });
  });

  it('after the end changes nothing', async () => {
    const { execution, request } = await asked();
    await standIn.heartbeat(request, { step: 1 });
    await standIn.succeed(request, { of: 'steps' });
    await standIn.heartbeat(request, { step: 2 });
    expect(progressOf(request)).toEqual([{ progress: { step: 1 }, count: 1 }]);
    expect((await app.waitForEnd(execution)).status).toBe('SUCCEEDED');
  });
});
