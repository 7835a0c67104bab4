import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { type LocalOptions, startLocal } from '../src/index.ts';
import { writeApp } from './app.ts';
import { startHost } from './host-process.ts';
import { queue } from './runtime.ts';

const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
const config = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };

const resources = {
  Jobs: queue('jobs', {
    RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
  }),
  Dead: queue('dead'),
  Spare: queue('spare'),
};

function folders() {
  const app = writeApp(resources);
  const data = mkdtempSync(join(tmpdir(), 'local-moved-'));
  onTestFinished(() => {
    app.remove();
    rmSync(data, { recursive: true, force: true });
  });
  const open = async (options: Partial<LocalOptions> = {}) => {
    const local = await startLocal({ clock: 'stopped', ...options, app: app.directory, dataDir: data });
    onTestFinished(local.stop);
    return { local, ...queuesAt(local.endpoint) };
  };
  return { app: app.directory, data, open };
}

function queuesAt(endpoint: string) {
  const sqs = new SQSClient({ ...config, endpoint });
  const urlOf = (name: string) => `${endpoint}/000000000000/${name}`;
  return {
    sqs,
    urlOf,
    /** Sends so many messages, each of its own number. */
    async fill(name: string, count: number) {
      for (let n = 0; n < count; n += 10) {
        const numbers = Array.from({ length: Math.min(10, count - n) }, (_, index) => String(n + index));
        const Entries = numbers.map((MessageBody) => ({ Id: MessageBody, MessageBody }));
        await sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf(name), Entries }));
      }
    },
    start: async (perSecond?: number) =>
      sqs.send(
        new StartMessageMoveTaskCommand({
          ...{ SourceArn: arnOf('dead'), DestinationArn: arnOf('spare') },
          ...(perSecond !== undefined && { MaxNumberOfMessagesPerSecond: perSecond }),
        }),
      ),
    tasks: async (): Promise<ListMessageMoveTasksResultEntry[]> =>
      (await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: arnOf('dead'), MaxResults: 10 })))
        .Results ?? [],
    /** The bodies of all that a queue has. */
    async drain(name: string) {
      const bodies: string[] = [];
      const receive = new ReceiveMessageCommand({ QueueUrl: urlOf(name), MaxNumberOfMessages: 10 });
      for (;;) {
        const { Messages = [] } = await sqs.send(receive);
        if (Messages.length === 0) return bodies;
        bodies.push(...Messages.map(({ Body = '' }) => Body));
      }
    },
  };
}

const numbersTo = (count: number) => Array.from({ length: count }, (_, n) => String(n));

test('a move task goes on after a restart, with its handle, its rate and its counts', async () => {
  const { open } = folders();
  const before = await open();
  await before.fill('dead', 5);
  const { TaskHandle } = await before.start(1);
  await before.local.advance(1000);
  const [running] = await before.tasks();
  expect(running).toMatchObject({ TaskHandle, Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 2 });
  await before.local.stop();

  const { local, tasks, start, drain } = await open();
  await expect.poll(tasks).toEqual([{ ...running, ApproximateNumberOfMessagesMoved: 3 }]);
  await expect(start()).rejects.toThrow('There is already a task running.');
  await local.advance(2000);
  const { TaskHandle: _, ...ended } = { ...running };
  expect(await tasks()).toEqual([
    {
      ...ended,
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: 5,
      ApproximateNumberOfMessagesToMove: 5,
    },
  ]);
  expect(await drain('dead')).toEqual([]);
  expect(await drain('spare')).toEqual(numbersTo(5));
});

test('a move task that was cancelled stays so', async () => {
  const { open } = folders();
  const before = await open();
  await before.fill('dead', 3);
  const { TaskHandle } = await before.start(1);
  await before.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  await before.local.stop();
  const { local, tasks, drain } = await open();
  await local.advance(5000);
  expect(await tasks()).toMatchObject([{ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 1 }]);
  expect(await drain('dead')).toHaveLength(2);
});

test('a queue that takes the name of one that is gone has none of its move tasks', async () => {
  const { open } = folders();
  const before = await open();
  await before.fill('dead', 3);
  await before.start(1);
  await before.sqs.send(new DeleteQueueCommand({ QueueUrl: before.urlOf('dead') }));
  await before.local.advance(1000);
  await before.local.stop();
  const { tasks, fill, drain, local } = await open();
  await fill('dead', 2);
  await local.advance(2000);
  expect(await tasks()).toEqual([]);
  expect(await drain('dead')).toEqual(numbersTo(2));
});

test('kill -9 amid a move task loses and doubles no message, and the task ends with the right count', async () => {
  const { app, data, open } = folders();
  const count = 1000;
  const host = await startHost(['--app', app, '--data', data]);
  const before = queuesAt(host.endpoint);
  await before.fill('dead', count);
  // Half of them in the first second: the kill comes while these are moved, or before the second ends.
  const started = before.start(count / 2).catch(() => {});
  await expect
    .poll(async () => (await before.tasks())[0]?.ApproximateNumberOfMessagesMoved, { interval: 1 })
    .toBeGreaterThan(0);
  await host.kill('SIGKILL');
  await started;

  const { local, tasks, drain } = await open();
  await local.advance(2000);
  expect(await tasks()).toMatchObject([
    {
      Status: 'COMPLETED',
      ApproximateNumberOfMessagesMoved: count,
      ApproximateNumberOfMessagesToMove: count,
    },
  ]);
  expect(await drain('dead')).toEqual([]);
  const moved = await drain('spare');
  expect(moved.toSorted((a, b) => Number(a) - Number(b))).toEqual(numbersTo(count));
}, 60_000);
