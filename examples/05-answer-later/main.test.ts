import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestBody } from '../../packages/worker/test/doubles.ts';
// A real SQS engine and a recording EventBridge: the form needs no more of the system.
import { startWire, type Wire } from '../../packages/worker/test/wire.ts';

let wire: Wire;
let queue: string;
let cancellations: string;
let folder: string;
let main: ChildProcess;

beforeEach(async () => {
  wire = await startWire();
  queue = await wire.queue('approvals');
  cancellations = await wire.queue('approvals-cancellations');
  folder = await mkdtemp(join(tmpdir(), 'approvals-'));
  main = spawn(process.execPath, [`${import.meta.dirname}/main.ts`], {
    env: {
      PATH: process.env.PATH,
      ...wire.environment,
      REQUEST_QUEUE_URL: queue,
      CANCELLATION_QUEUE_URL: cancellations,
      PORT: '0',
      DATA: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await wire.send(queue, requestBody({ payload: { question: 'Refund order 1234?' } }));
});
afterEach(async () => {
  main.kill('SIGKILL');
  await wire.close();
  await rm(folder, { recursive: true });
});

const approve = (link: string) =>
  fetch(link, { method: 'POST', body: new URLSearchParams({ decision: 'approve' }) });

describe('the process', { timeout: 30_000 }, () => {
  it('asks by a link, deletes the request, and answers when the form is posted', async () => {
    const link = await linkFrom(main);
    await wire.until(async () => expect(await wire.depth(queue)).toEqual([0, 0]));
    expect(wire.accepted).toEqual([]);
    expect((await approve(link)).status).toBe(200);
    expect(wire.accepted).toMatchObject([
      { Source: 'approvals', detail: { correlationId: 'orders:abc', output: { approved: true } } },
    ]);
    const exit = once(main, 'exit');
    main.kill('SIGTERM');
    expect((await exit)[0]).toBe(0);
  });

  it('takes no decision for an execution that has ended', async () => {
    const link = await linkFrom(main);
    await wire.send(
      cancellations,
      JSON.stringify({
        id: 'event-1',
        source: 'callback-relay',
        account: '000000000000',
        'detail-type': 'Callback Cancelled',
        detail: {
          version: '1.0',
          correlationId: 'orders:abc',
          idempotencyKey: 'k',
          executionStatus: 'ABORTED',
        },
      }),
    );
    await wire.until(async () => expect((await fetch(link)).status).toBe(410), 20_000);
    expect((await approve(link)).status).toBe(410);
    expect(wire.accepted).toEqual([]);
  });
});

async function linkFrom({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('the process has no output');
  for await (const line of createInterface({ input: stdout })) {
    const printed = JSON.parse(line);
    if (printed.link !== undefined) return printed.link;
  }
  throw new Error('the process ended without a link');
}
