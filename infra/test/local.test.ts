import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Local, type LogEntry, startLocal } from '@callback-relay/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localApp } from './local-app/local-app.ts';

let outdir: string;
let local: Local;
let states: SFNClient;
/** Times that the worker's handler ran. */
let worked = 0;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'infra-local-'));
  localApp(outdir).synth();
  local = await startLocal({ app: outdir, clock: 'stopped' });
  local.onLog((entry: LogEntry) => {
    if (JSON.stringify(entry).includes('worked')) worked += 1;
  });
  states = new SFNClient(local.clientConfig);
}, 240_000);
afterAll(async () => {
  states?.destroy();
  await local?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

const arnOf = (name: string) => local.resources.find((each) => each.name === name)?.arn;

async function start(machine: string, input: unknown): Promise<string> {
  const { executionArn = '' } = await states.send(
    new StartExecutionCommand({ stateMachineArn: arnOf(machine), input: JSON.stringify(input) }),
  );
  await local.idle();
  return executionArn;
}

async function endOf(executionArn: string) {
  await local.idle();
  const { status, output, error } = await states.send(new DescribeExecutionCommand({ executionArn }));
  return { status, output: output === undefined ? undefined : JSON.parse(output), error };
}

interface Echoed {
  readonly index?: number;
  readonly idempotencyKey: string;
}

describe('with nothing said, and a clock that stands still', () => {
  const keysOf = (echoed: readonly Echoed[]) => new Set(echoed.map(({ idempotencyKey }) => idempotencyKey));

  it('each of 40 items of a Map gets its own result', async () => {
    const items = Array.from({ length: 40 }, (_, index) => ({ index, text: 'x' }));
    const { status, output } = await endOf(await start('items', { items }));
    expect(status).toBe('SUCCEEDED');
    expect(output.map(({ index }: Echoed) => index)).toEqual(items.map(({ index }) => index));
    expect(keysOf(output).size).toBe(40);
    expect(worked).toBe(40);
  });

  it('a worker whose queue is a FIFO queue answers each of 25 items', async () => {
    const items = Array.from({ length: 25 }, (_, index) => ({ index, text: 'x' }));
    const { status, output } = await endOf(await start('fifo', { items }));
    expect(status).toBe('SUCCEEDED');
    expect(output.map(({ index }: Echoed) => index)).toEqual(items.map(({ index }) => index));
  });

  it('each of 40 items with equal payloads is work of its own', async () => {
    const items = Array.from({ length: 40 }, () => ({ text: 'same' }));
    const { output } = await endOf(await start('items', { items }));
    expect(keysOf(output).size).toBe(40);
  });

  it('each of 6 × 6 items of nested Maps gets its own result', async () => {
    const items = Array.from({ length: 6 }, (_, outer) =>
      Array.from({ length: 6 }, (__, inner) => ({ index: outer * 6 + inner, text: 'x' })),
    );
    const { status, output } = await endOf(await start('nested', { items }));
    expect(status).toBe('SUCCEEDED');
    expect(output.flat().map(({ index }: Echoed) => index)).toEqual(
      Array.from({ length: 36 }, (_, at) => at),
    );
    expect(keysOf(output.flat()).size).toBe(36);
  });

  it('two branches with equal payloads are work of their own', async () => {
    const { output } = await endOf(await start('branches', { text: 'same' }));
    expect(keysOf(output).size).toBe(2);
  });
});

it('a signed webhook finishes the task that waits for it, once; a forged one does nothing', async () => {
  const execution = await start('build', { id: '4711' });
  const url = `${local.endpoint}/_url/callback-relay-dev-github-publisher/`;
  const body = JSON.stringify({ action: 'completed', check_run: { id: 4711, conclusion: 'success' } });
  const send = (key: string, sent = body) =>
    fetch(url, {
      method: 'POST',
      body: sent,
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'check_run',
        'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
      },
    });
  const secret = "It's a Secret to Everybody";
  expect((await send('another key')).status).toBe(401);
  expect((await send(secret, body.replace('success', 'failure'))).status).toBe(401);
  expect((await endOf(execution)).status).toBe('RUNNING');
  for (const time of ['first', 'replayed']) {
    expect((await send(secret)).status, time).toBe(200);
    expect(await endOf(execution), time).toMatchObject({
      status: 'SUCCEEDED',
      output: { id: 4711, conclusion: 'success' },
    });
  }
});
