import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// A real SQS engine and a recording EventBridge: a worker needs no more of the system.
import { startWire, type Wire } from '../../packages/worker/test/wire.ts';

let wire: Wire;
let queue: string;
let cancellations: string;
let worker: ChildProcess;

function start(): ChildProcess {
  return spawn(process.execPath, [`${import.meta.dirname}/worker.ts`], {
    env: {
      PATH: process.env.PATH,
      ...wire.environment,
      REQUEST_QUEUE_URL: queue,
      CANCELLATION_QUEUE_URL: cancellations,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  if (worker.exitCode !== null || worker.signalCode !== null) return worker.exitCode;
  const exit = once(worker, 'exit');
  worker.kill(signal);
  const [code] = await exit;
  return code;
}

beforeEach(async () => {
  wire = await startWire();
  queue = await wire.queue('film-requests');
  cancellations = await wire.queue('film-cancellations');
  worker = start();
});
afterEach(async () => {
  await stop('SIGKILL');
  await wire.close();
});

const request = (payload: unknown, correlationId = 'films:1'): string =>
  JSON.stringify({
    version: '1.0',
    correlationId,
    idempotencyKey: correlationId,
    payload,
    deadline: new Date(Date.now() + 60_000).toISOString(),
    replyTo: { eventBus: 'callback-bus' },
  });

const film = (fields: object) => ({ film: 'Metropolis', segments: 2, segmentMs: 50, ...fields });
const isEmpty = async () => expect(await wire.depth(queue)).toEqual([0, 0]);

describe('the long-running worker', { timeout: 30_000 }, () => {
  it('renders a film, publishes its progress, and says so when a segment is broken', async () => {
    await wire.send(queue, request(film({}), 'films:1'));
    await wire.send(queue, request(film({ brokenSegment: 1 }), 'films:2'));
    await wire.until(isEmpty);
    const of = (id: string) =>
      wire.accepted
        .filter(({ detail }) => detail.correlationId === id)
        .map(({ DetailType, detail: { progress, output, error } }) => [
          DetailType,
          progress ?? output ?? error,
        ]);
    expect(of('films:1')).toEqual([
      ['Callback Heartbeat', { segment: 1, of: 2 }],
      ['Callback Succeeded', { film: 'Metropolis', segments: 2, preview: '' }],
    ]);
    expect(of('films:2')).toEqual([['Callback Failed', 'SegmentBroken']]);
  });

  it('fails the task of a film whose preview is over what Step Functions takes', async () => {
    await wire.send(queue, request({ conformance: 'big' }));
    await wire.until(isEmpty);
    expect(wire.accepted).toMatchObject([{ detail: { error: 'CallbackRelay.OutputTooLarge' } }]);
  });

  it('finishes what is at work on SIGTERM, and ends well', async () => {
    await wire.send(queue, request(film({ segmentMs: 1_000 })));
    await wire.until(async () => expect(await wire.depth(queue)).toEqual([0, 1]));
    expect(await stop('SIGTERM')).toBe(0);
    expect(wire.accepted.at(-1)).toMatchObject({ DetailType: 'Callback Succeeded' });
    await isEmpty();
  });

  it('stops rendering when the callback is cancelled, and publishes nothing more', async () => {
    await wire.send(queue, request(film({ segments: 10_000, segmentMs: 600_000 })));
    await wire.until(async () => expect(await wire.depth(queue)).toEqual([0, 1]));
    const detail = {
      version: '1.0',
      correlationId: 'films:1',
      idempotencyKey: 'films:1',
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
