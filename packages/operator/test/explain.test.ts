import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStateMachineCommand, DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  type CauseCode,
  explain,
  listQueues,
  listWaits,
  readVerdicts,
  startExecution,
} from '../src/index.ts';
import { type Example, eventually, machine, startExample, synthesizeExample, worker } from './example.ts';

let built: ReturnType<typeof synthesizeExample>;
beforeAll(() => {
  built = synthesizeExample();
});
afterAll(() => built?.remove());

/** A runtime of its own, because what one set-up breaks would be in the way of another. */
async function example(app = built.app): Promise<Example> {
  const started = await startExample(app);
  onTestFinished(started.stop);
  return started;
}

/** Waits until the relay has decided on so many events. */
const decided = (stage: Example['stage'], verdict: string) =>
  eventually(async () =>
    (await readVerdicts(stage, { since: 0 })).some((entry) => entry.verdict === verdict) ? true : undefined,
  );

/** Explains until that is the cause: what shows it may be a moment on its way. */
async function becomes({ stage }: Example, target: string, code: CauseCode) {
  let last: readonly { readonly cause: { readonly code: string; readonly says: string } }[] = [];
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    last = await explain(stage, target);
    if (last[0]?.cause.code === code) return last[0].cause;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  expect(last.map(({ cause }) => cause)).toMatchObject([{ code }]);
  throw new Error('unreachable');
}

const queueUrl = async ({ stage }: Example, end: string) =>
  (await listQueues(stage)).find(({ name }) => name.endsWith(end))?.url ?? '';

/** A state machine like the example's, with other fields in its task; the relay may answer machines of such names. */
async function machineWith({ stage }: Example, name: string, fields: object): Promise<string> {
  const { sfn } = stage.clients;
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
  const { definition = '', roleArn } = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const parsed = JSON.parse(definition) as { StartAt: string; States: Record<string, object> };
  const task = { ...parsed.States[parsed.StartAt], Retry: [], ...fields };
  const changed = { ...parsed, States: { ...parsed.States, [parsed.StartAt]: task } };
  await sfn.send(
    new CreateStateMachineCommand({
      name: `callback-relay-dev-e2e-${name}`,
      roleArn,
      definition: JSON.stringify(changed),
    }),
  );
  return `callback-relay-dev-e2e-${name}`;
}

async function asleepIn(world: Example, stateMachine: string) {
  const { executionArn } = await startExecution(world.stage, { stateMachine, input: '{"number":12}' });
  const wait = await eventually(
    async () => (await listWaits(world.stage, { execution: executionArn })).waits[0],
  );
  return { id: wait.correlationId, executionArn };
}

describe('explain names the true cause', () => {
  it('of a worker that is off', async () => {
    const world = await example();
    const { correlationId, executionArn } = await world.asleep();
    const cause = await becomes(world, correlationId, 'worker-off');
    expect(cause.says).toContain('even-odd is switched off');
    expect(await explain(world.stage, executionArn)).toMatchObject([
      { target: executionArn, correlationId, cause: { code: 'worker-off' } },
    ]);
  });

  it('of a worker that fails', async () => {
    const world = await example();
    world.local.faults.throttle('events', 'PutEvents', 1000);
    await world.local.setMappingEnabled(worker, true);
    const { correlationId } = await world.asleep();
    await becomes(world, correlationId, 'worker-failing');
  });

  it('of a result from a source that may not answer', async () => {
    const world = await example();
    const { correlationId } = await world.asleep();
    await world.publish({ source: 'evenodd', detail: { correlationId, output: 1 } });
    expect((await becomes(world, correlationId, 'wrong-source')).says).toContain(
      'evenodd of account 000000000000',
    );
  });

  it('of a misspelt detail-type', async () => {
    const world = await example();
    const { correlationId } = await world.asleep();
    await world.publish({ detailType: 'Callback Suceeded', detail: { correlationId, output: 1 } });
    expect((await becomes(world, correlationId, 'misspelt-detail-type')).says).toContain(
      '"Callback Suceeded"',
    );
  });

  it('of a grant that is missing', async () => {
    const app = withoutGrant(built.app);
    const world = await example(app);
    const { correlationId } = await world.asleep();
    await world.publish({ detail: { correlationId, output: 1 } });
    expect((await becomes(world, correlationId, 'grant-missing')).says).toContain('SendTaskSuccess');
  });

  it('of a request in the dead-letter queue', async () => {
    const world = await example();
    const { correlationId } = await world.asleep();
    const { sqs } = world.stage.clients;
    const QueueUrl = await queueUrl(world, 'even-odd-requests');
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }),
    );
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: await queueUrl(world, 'even-odd-requests-dead-letters'),
        MessageBody: message?.Body,
      }),
    );
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
    await becomes(world, correlationId, 'request-in-dead-letter-queue');
  });

  it('of a result in the dead-letter queue', async () => {
    const world = await example();
    const { correlationId } = await world.asleep();
    const event = {
      id: 'e',
      source: 'even-odd',
      account: '000000000000',
      'detail-type': 'Callback Succeeded',
      detail: { version: '1.0', correlationId, output: 1 },
    };
    await world.stage.clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: await queueUrl(world, 'results-dead-letters'),
        MessageBody: JSON.stringify(event),
      }),
    );
    await becomes(world, correlationId, 'result-in-dead-letter-queue');
  });

  it('of a heartbeat that is overdue', async () => {
    const world = await example();
    const { id } = await asleepIn(world, await machineWith(world, 'beats', { HeartbeatSeconds: 30 }));
    await world.local.advance(31_000);
    expect((await becomes(world, id, 'heartbeat-overdue')).says).toContain('30 s');
  });

  it('of an attempt that was superseded', async () => {
    const world = await example();
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }];
    const { id, executionArn } = await asleepIn(
      world,
      await machineWith(world, 'again', { TimeoutSeconds: 20, Retry }),
    );
    await world.local.advance(25_000);
    await eventually(async () =>
      (await listWaits(world.stage, { execution: executionArn })).waits.some(
        ({ correlationId }) => correlationId !== id,
      )
        ? true
        : undefined,
    );
    await becomes(world, id, 'superseded-attempt');
  });

  it('of a result that is parked under another key', async () => {
    const world = await example();
    const { correlationId } = await world.asleep();
    await world.publish({ detail: { correlationId: `${correlationId}x`, output: 1 } });
    await decided(world.stage, 'parked');
    expect((await becomes(world, correlationId, 'parked-under-another-key')).says).toContain(
      `${correlationId}x`,
    );
  });
});

/** The app, but that its relay may not call Step Functions. */
function withoutGrant(app: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'callback-relay-ungranted-'));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(app, copy, { recursive: true });
  for (const name of readdirSync(copy).filter((each) => each.endsWith('.template.json'))) {
    const path = join(copy, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('states:SendTask', 'states:DescribeTask'));
  }
  return copy;
}
