import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { writeApp } from './app.ts';
import { randomFrom } from './fuzz-mutations.ts';
import { type HostProcess, startHost } from './host-process.ts';
import { queue, table } from './runtime.ts';

/** KILL_SEED and KILLS repeat a run, or make it longer. */
const seed = Number(process.env.KILL_SEED ?? 20_261_125);
const kills = Number(process.env.KILLS ?? 3);

/** Writes until it is asked to end; returns what was acknowledged. */
async function write(endpoint: string, writer: number, isOver: () => boolean) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  };
  const [sqs, dynamodb] = [new SQSClient(config), new DynamoDBClient(config)];
  const sent: string[] = [];
  const pairs: string[] = [];
  for (let n = 0; !isOver(); n += 1) {
    const id = `${writer}-${n}`;
    const put = (half: string) => ({ Put: { TableName: 'notes', Item: { id: { S: `${id}-${half}` } } } });
    const message = { QueueUrl: `${endpoint}/000000000000/jobs`, MessageBody: id };
    await sqs.send(new SendMessageCommand(message)).then(
      () => sent.push(id),
      () => sleep(20),
    );
    const pair = new TransactWriteItemsCommand({ TransactItems: [put('left'), put('right')] });
    await dynamodb.send(pair).then(
      () => pairs.push(id),
      () => sleep(20),
    );
  }
  return { sent, pairs };
}

test(`kill -9 at any moment loses nothing that was acknowledged, and keeps halves together (seed ${seed})`, async () => {
  const app = writeApp({ Jobs: queue('jobs'), Notes: table('notes') });
  const data = mkdtempSync(join(tmpdir(), 'local-kill-'));
  onTestFinished(() => {
    app.remove();
    rmSync(data, { recursive: true, force: true });
  });
  const random = randomFrom(seed);
  const start = (): Promise<HostProcess> => startHost(['--app', app.directory, '--data', data]);
  let host = await start();
  let isOver = false;
  const writers = [0, 1, 2, 3].map((writer) => write(host.endpoint, writer, () => isOver));
  for (let n = 0; n < kills; n += 1) {
    await sleep(200 + 800 * random());
    await host.kill('SIGKILL');
    host = await start();
  }
  isOver = true;
  const written = await Promise.all(writers);
  await host.kill('SIGKILL');

  const local = await startLocal({ app: app.directory, dataDir: data });
  onTestFinished(local.stop);
  const sent = written.flatMap((part) => part.sent);
  const pairs = written.flatMap((part) => part.pairs);
  expect(sent.length).toBeGreaterThan(kills);
  const items = new Set<string>();
  let ExclusiveStartKey: Record<string, { S: string }> | undefined;
  do {
    const page = await new DynamoDBClient(local.clientConfig).send(
      new ScanCommand({ TableName: 'notes', ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    for (const { id } of page.Items ?? []) items.add(String(id?.S));
    ExclusiveStartKey = page.LastEvaluatedKey as typeof ExclusiveStartKey;
  } while (ExclusiveStartKey !== undefined);
  expect(pairs.filter((id) => !items.has(`${id}-left`))).toEqual([]);
  const other = { left: 'right', right: 'left' };
  const alone = [...items].filter(
    (id) => !items.has(id.replace(/left|right/, (half) => other[half as 'left'])),
  );
  expect(alone).toEqual([]);
  const received = new Set<string>();
  // A message may have been sent, and its answer lost with the process.
  for (const missing = new Set(sent); missing.size > 0; ) {
    const { text } = await local.receiveMessage('jobs');
    received.add(String(text));
    missing.delete(String(text));
  }
  expect(received.size).toBeGreaterThanOrEqual(sent.length);
}, 120_000);
