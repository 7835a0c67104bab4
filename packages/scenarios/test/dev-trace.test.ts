import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createClients, destroyClients } from '../src/world/clients.ts';
import { findDeployment } from '../src/world/deployment.ts';
import { eventually } from '../src/world/eventually.ts';
import { startDev } from './dev-process.ts';

/** A session of `pnpm dev --trace FILE`, and what `pnpm model --trace FILE` says of it. */
const TEST_TIMEOUT_MS = 120_000;
const TIMEOUT_MS = 60_000;
const TableName = 'callback-relay-dev-callbacks';
const model = join(import.meta.dirname, '..', '..', '..', 'spec', 'src', 'bin', 'model.ts');

async function session() {
  const folder = mkdtempSync(join(tmpdir(), 'scenarios-trace-'));
  const trace = join(folder, 'rows.jsonl');
  const dev = await startDev('--app', inject('assembly'), '--trace', trace);
  const settings = {
    endpoint: dev.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const clients = createClients(settings);
  const table = new DynamoDBClient(settings);
  onTestFinished(async () => {
    destroyClients(clients);
    table.destroy();
    await dev.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const { stateMachineArn } = await findDeployment(clients, 'dev');
  return {
    ...{ table, stop: () => dev.kill('SIGINT') },
    async start(number: number): Promise<string> {
      const input = JSON.stringify({ number });
      const started = await clients.states.send(new StartExecutionCommand({ stateMachineArn, input }));
      return started.executionArn ?? '';
    },
    ended: (executionArn: string) =>
      eventually(`${executionArn} to end`, TIMEOUT_MS, async () => {
        const { status } = await clients.states.send(new DescribeExecutionCommand({ executionArn }));
        return status === 'RUNNING' ? undefined : status;
      }),
    async fault(fault: object): Promise<void> {
      const { status } = await fetch(`${dev.endpoint}/_local/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-local-runtime': '1' },
        body: JSON.stringify(fault),
      });
      expect(status).toBe(200);
    },
    settled: (count: number) =>
      eventually(`${count} settled rows`, TIMEOUT_MS, async () => {
        const { Items = [] } = await table.send(new ScanCommand({ TableName, ConsistentRead: true }));
        const ids = Items.filter(({ state }) => state?.S === 'settled').map((item) => item.correlationId?.S);
        return ids.length === count ? ids : undefined;
      }),
    check: () =>
      new Promise<{ code: unknown; report: Record<string, unknown> }>((resolve) => {
        execFile(process.execPath, [model, '--trace', trace, '--json'], (error, stdout) => {
          resolve({ code: error?.code ?? 0, report: JSON.parse(stdout) as Record<string, unknown> });
        });
      }),
  };
}

test(
  'callbacks that are worked, retried, answered twice, failed: each change of their rows is one of the specification',
  async () => {
    const { start, ended, fault, settled, stop, check } = await session();
    expect(await ended(await start(12))).toBe('SUCCEEDED');

    await fault({ fault: 'crash', functionName: 'callback-relay-dev-even-odd-requester' });
    expect(await ended(await start(14))).toBe('SUCCEEDED');

    await fault({ fault: 'duplicate', service: 'events', count: 4 });
    await fault({ fault: 'lose-answer', service: 'dynamodb', operation: 'UpdateItem' });
    expect(await ended(await start(16))).toBe('SUCCEEDED');

    // The example's worker fails the task of an odd number.
    expect(await ended(await start(13))).toBe('FAILED');
    await settled(4);
    await stop();

    const { code, report } = await check();
    expect(report).toMatchObject({ stepsOutsideModel: 0, outside: [] });
    expect(code).toBe(0);
    expect(report.rows).toBeGreaterThanOrEqual(4);
    // Each of them was opened, claimed and closed.
    expect(report.steps).toBeGreaterThanOrEqual(12);
  },
  TEST_TIMEOUT_MS,
);

test(
  'a row that is changed by hand is refused, with its row, its step, and who did it',
  async () => {
    const { table, start, ended, settled, stop, check } = await session();
    expect(await ended(await start(12))).toBe('SUCCEEDED');
    const [correlationId = ''] = await settled(1);
    await table.send(
      new UpdateItemCommand({
        TableName,
        Key: { correlationId: { S: correlationId } },
        UpdateExpression: 'SET #state = :waiting REMOVE answeredBy',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':waiting': { S: 'waiting' } },
      }),
    );
    await stop();

    const { code, report } = await check();
    expect(code).toBe(1);
    expect(report.outside).toEqual([
      {
        ...{ row: correlationId, step: report.steps, by: 'you', call: 'change' },
        why: expect.stringContaining('takes a row that is settled to one that is waiting') as string,
      },
    ]);
  },
  TEST_TIMEOUT_MS,
);
