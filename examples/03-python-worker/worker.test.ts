import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestBody } from '../../packages/worker/test/doubles.ts';
// A real SQS engine and a recording EventBridge: a worker needs no more of the system.
import { type PutEventsAnswer, refusing, startWire, type Wire } from '../../packages/worker/test/wire.ts';

const wanted = 'import sys, boto3; sys.exit(sys.version_info < (3, 11))';
const isMissing = spawnSync('python3', ['-c', wanted]).status !== 0;
if (isMissing) console.warn('skipped: the Python worker needs python3, 3.11 or later, with boto3');

let wire: Wire;
let answer: (call: number) => PutEventsAnswer;
let queue: string;
let cancellations: string;
let worker: ChildProcess;

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const exit = once(worker, 'exit');
  worker.kill(signal);
  const [code] = await exit;
  return code;
}

const request = (at: number, fields: Record<string, unknown>): string =>
  requestBody({ correlationId: `words:${at}`, idempotencyKey: `key-${at}`, ...fields });

const isEmpty = async () => expect(await wire.depth(queue)).toEqual([0, 0]);
const isAtWork = async () => expect(await wire.depth(queue)).toEqual([0, 1]);
const published = (at: number) =>
  wire.accepted
    .filter(({ detail }) => detail.correlationId === `words:${at}`)
    .map(({ DetailType, detail: { output, error, progress } }) => [DetailType, output ?? error ?? progress]);

describe.skipIf(isMissing)('the Python worker', { timeout: 30_000 }, () => {
  beforeEach(async () => {
    answer = () => undefined;
    wire = await startWire((call) => answer(call));
    queue = await wire.queue('word-requests');
    cancellations = await wire.queue('word-cancellations');
    worker = spawn('python3', ['-B', `${import.meta.dirname}/worker.py`], {
      env: {
        PATH: process.env.PATH,
        PYTHONPATH: process.env.PYTHONPATH,
        ...wire.environment,
        REQUEST_QUEUE_URL: queue,
        CANCELLATION_QUEUE_URL: cancellations,
      },
      stdio: ['ignore', 'ignore', 'ignore'],
    });
  });
  afterEach(async () => {
    await stop('SIGKILL');
    await wire.close();
  });

  it('succeeds, fails and publishes its progress', async () => {
    await wire.send(queue, request(1, { payload: { text: 'to be' } }));
    await wire.send(queue, request(2, { payload: { text: ' ' } }));
    await wire.send(queue, request(3, { payload: { text: 'to be', secondsPerWord: 0.01 } }));
    await wire.send(queue, request(4, { payload: { conformance: 'big' } }));
    await wire.send(queue, request(5, { payload: 'text' }));
    await wire.until(isEmpty);
    expect(published(1)).toEqual([['Callback Succeeded', { words: 2 }]]);
    expect(published(2)).toEqual([['Callback Failed', 'NothingToCount']]);
    expect(published(3)).toEqual([
      ['Callback Heartbeat', { counted: 1, of: 2 }],
      ['Callback Heartbeat', { counted: 2, of: 2 }],
      ['Callback Succeeded', { words: 2 }],
    ]);
    expect(published(4)).toEqual([['Callback Failed', 'OutputTooLarge']]);
    expect(published(5)).toEqual([['Callback Failed', 'PayloadRejected']]);
  });

  it('fails the task of a request that breaks the contract, and leaves alone what cannot be answered', async () => {
    await wire.send(queue, request(1, { version: '2.0' }));
    await wire.send(queue, request(2, { taskToken: 'secret' }));
    await wire.send(queue, request(3, { payload: undefined }));
    await wire.send(queue, request(4, { replyTo: undefined }));
    await wire.send(queue, request(5, { deadline: new Date(Date.now() - 1_000).toISOString() }));
    await wire.send(queue, request(6, { payload: { text: 'to be' }, priority: 'high', version: '1.9' }));
    await wire.send(queue, 'no JSON');
    await wire.until(isAtWork);
    await wire.until(() => expect(published(6)).toEqual([['Callback Succeeded', { words: 2 }]]));
    expect([1, 2, 3, 4, 5].map(published)).toEqual([
      [['Callback Failed', 'UnsupportedVersion']],
      [['Callback Failed', 'TokenShapedField']],
      [['Callback Failed', 'ContractBroken']],
      [['Callback Failed', 'ContractBroken']],
      [],
    ]);
    expect(JSON.stringify(wire.accepted)).not.toContain('secret');
  });

  it('keeps a request until its result is on the bus, and does not work on it again', async () => {
    answer = (call) => (call === 3 ? refusing([0], 1, 'InternalFailure') : undefined);
    await wire.send(queue, request(1, { payload: { text: 'to be', secondsPerWord: 0.01 } }));
    await wire.until(isEmpty, 20_000);
    const types = wire.calls.flat().map(({ DetailType }) => DetailType);
    expect(types.filter((type) => type === 'Callback Heartbeat')).toHaveLength(2);
    expect(published(1).at(-1)).toEqual(['Callback Succeeded', { words: 2 }]);
  });

  it('does the work of one idempotency key once', async () => {
    const fields = { idempotencyKey: 'one', payload: { text: 'to be', secondsPerWord: 0.1 } };
    await wire.send(queue, request(1, fields));
    await wire.send(queue, request(2, fields));
    await wire.until(isEmpty);
    const types = [...published(1), ...published(2)].map(([type]) => type).sort();
    expect(types).toEqual([
      'Callback Heartbeat',
      'Callback Heartbeat',
      'Callback Succeeded',
      'Callback Succeeded',
    ]);
  });

  it('finishes what is at work on SIGTERM, and ends well', async () => {
    await wire.send(queue, request(1, { payload: { text: 'to be', secondsPerWord: 0.5 } }));
    await wire.until(isAtWork);
    expect(await stop('SIGTERM')).toBe(0);
    expect(published(1).at(-1)).toEqual(['Callback Succeeded', { words: 2 }]);
    await isEmpty();
  });

  it('stops when the callback is cancelled, and publishes nothing more', async () => {
    await wire.send(queue, request(1, { payload: { text: 'to be', secondsPerWord: 600 } }));
    await wire.until(isAtWork);
    const detail = {
      version: '1.0',
      correlationId: 'words:1',
      idempotencyKey: 'k',
      executionStatus: 'ABORTED',
    };
    const envelope = {
      id: 'e',
      source: 'callback-relay',
      account: '1',
      'detail-type': 'Callback Cancelled',
      detail,
    };
    await wire.send(cancellations, JSON.stringify(envelope));
    await wire.until(isEmpty);
    expect(wire.accepted).toEqual([]);
  });
});
