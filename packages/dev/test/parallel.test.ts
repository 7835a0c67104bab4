import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceStep } from '../src/trace/index.ts';
import { type DevProcess, startDev } from './dev-process.ts';
import { synthesizeParallelApp } from './parallel-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'dev-parallel-'));
const app = join(folder, 'app');
const data = join(folder, 'data');
let dev: DevProcess;

beforeAll(async () => {
  synthesizeParallelApp(app);
  dev = await startDev(['--app', app, '--data', data], 'suite');
}, 120_000);

afterAll(async () => {
  await dev?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function clients() {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const config = { endpoint: dev.endpoint, region: 'us-east-1', credentials };
  const [states, sqs, events] = [new SFNClient(config), new SQSClient(config), new EventBridgeClient(config)];
  return {
    async start(machine: string, name: string, input: object = {}) {
      const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
      const { executionArn = '' } = await states.send(
        new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
      );
      return executionArn;
    },
    /** The correlation ID that the worker is asked under. */
    async take() {
      const QueueUrl = `${dev.endpoint}/000000000000/callback-relay-dev-outside-requests`;
      const { Messages: [message] = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
      );
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
      return String(JSON.parse(message?.Body ?? '').correlationId);
    },
    answer: (DetailType: string, correlationId: string, more: object = {}) =>
      events.send(
        new PutEventsCommand({
          Entries: [
            {
              ...{ EventBusName: 'callback-relay-dev', Source: 'outside', DetailType },
              Detail: JSON.stringify({ version: '1.0', correlationId, ...more }),
            },
          ],
        }),
      ),
    ended: (executionArn: string) =>
      expect
        .poll(async () => (await states.send(new DescribeExecutionCommand({ executionArn }))).status, {
          timeout: 20_000,
        })
        .not.toBe('RUNNING'),
  };
}

type Step = TraceStep & { readonly kind: string };

/** The process prints what it has written to a pipe: it comes a moment later than the answers. */
async function step(text: RegExp, about: Partial<Step> = {}): Promise<Step> {
  const found = () =>
    (dev.printed as readonly unknown[] as readonly Step[]).find(
      (each) =>
        each.kind === 'step' &&
        text.test(each.text) &&
        (about.executionArn === undefined || each.executionArn === about.executionArn) &&
        (about.correlationIds === undefined ||
          JSON.stringify(each.correlationIds) === JSON.stringify(about.correlationIds)),
    );
  await expect.poll(found, { message: String(text), timeout: 10_000 }).toBeDefined();
  return found() as Step;
}

test('of two callbacks in one execution each task names its own, a function between none, and the end both', async () => {
  const { start, take, answer, ended } = clients();
  const executionArn = await start('both', 'order-1');
  const ids = [await take(), await take()];
  for (const id of ids) await answer('Callback Succeeded', id, { output: 1 });
  await ended(executionArn);
  for (const id of ids) await step(/: TaskSucceeded$/, { executionArn, correlationIds: [id] });
  // The function's.
  await step(/: TaskSucceeded$/, { executionArn, correlationIds: [] });
  const { correlationIds } = await step(/: ExecutionSucceeded$/, { executionArn });
  expect(correlationIds.toSorted()).toEqual(ids.toSorted());
}, 60_000);

test('a failure is named with its error and cause, and what a console call prints is one line', async () => {
  const { start, ended } = clients();
  const executionArn = await start('alone', 'order-2', { fails: true });
  await ended(executionArn);
  expect(await step(/: TaskFailed: RangeError: out of range$/, { executionArn })).toMatchObject({
    tone: 'bad',
  });
  expect(await step(/: ExecutionFailed: RangeError: out of range$/, { executionArn })).toMatchObject({
    tone: 'bad',
  });
  expect(await step(/^it looks\nat two lines$/)).toMatchObject({ actor: 'plain', tone: 'bad' });
}, 60_000);

test('a result that comes again, another one and one of a stranger have their verdict with its reason', async () => {
  const { start, take, answer } = clients();
  const executionArn = await start('both', 'order-3');
  const correlationIds = [await take()];
  const [id = ''] = correlationIds;
  await take();
  await answer('Callback Succeeded', id, { output: 1 });
  await step(/^verdict delivered$/, { executionArn, correlationIds });
  await answer('Callback Succeeded', id, { output: 1 });
  await step(/^verdict duplicate: the same result again/, { executionArn, correlationIds });
  expect(await step(/ConditionalCheckFailed/, { executionArn, correlationIds })).toMatchObject({
    tone: 'quiet',
  });
  await answer('Callback Succeeded', id, { output: 2 });
  await step(/^verdict conflicting: another result/, { executionArn, correlationIds });
}, 60_000);

test('what was opened before a kill is named after it as before, a parent waits on, and the token is in no line', async () => {
  const before = clients();
  const parent = await before.start('parent', 'order-4');
  const ids = [await before.take(), await before.take()];
  const { executionArn: child = '' } = await step(/^opening a callback$/, {
    correlationIds: ids.slice(0, 1),
  });
  await step(/: waits for the end of [0-9a-f-]{36}$/, { executionArn: parent });
  for (const correlationIds of ids.map((id) => [id]))
    await step(/sends to callback-relay-dev-outside-requests/, { correlationIds });
  await dev.kill('SIGKILL');

  dev = await startDev(['--app', app, '--data', data], 'suite');
  const { answer, ended } = clients();
  for (const id of ids) {
    const about = { executionArn: child, correlationIds: [id] };
    await answer('Callback Heartbeat', id);
    await step(/SendTaskHeartbeat$/, about);
    await answer('Callback Succeeded', id, { output: 1 });
    await step(/SendTaskSuccess$/, about);
    await step(/^verdict delivered$/, about);
  }
  await ended(parent);
  await step(/: ExecutionSucceeded$/, { executionArn: parent });
  const { correlationIds } = await step(/: ExecutionSucceeded$/, { executionArn: child });
  expect(correlationIds.toSorted()).toEqual(ids.toSorted());
  expect(JSON.stringify(dev.printed)).not.toMatch(/[A-Za-z0-9+/=_-]{300,}/);
}, 90_000);
