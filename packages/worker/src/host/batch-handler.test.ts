import { currentVersion } from '@callback-relay/contract';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { batchPorts, recordingLog, recordingPublisher, refusal, requestBody } from '../../test/doubles.ts';
import { answerLater } from '../handler/answer-later.ts';
import { Failure } from '../handler/failure.ts';
import { defineWorker, type WorkerDefinition } from '../request/define-worker.ts';
import { type BatchPorts, batchHandler, type Invocation } from './batch-handler.ts';

type Handle = WorkerDefinition<{ number: number }>['handle'];

function handlerOf(handle: Handle, ports: Partial<BatchPorts> = {}) {
  const worker = defineWorker({ name: 'test', payload: z.object({ number: z.int() }), handle });
  const handleBatch = batchHandler(worker, batchPorts(ports));
  return (bodies: readonly string[], given: Partial<Invocation & { receiveCount: number }> = {}) =>
    handleBatch(
      bodies.map((body, at) => ({
        id: `m${at}`,
        body,
        receiveCount: given.receiveCount ?? 1,
        receivedAt: Date.now(),
      })),
      { leaseMs: 1_000, shutdown: given.shutdown ?? new AbortController().signal },
    );
}

const request = (at: number, fields: Record<string, unknown> = {}) =>
  requestBody({ correlationId: `orders:${at}`, idempotencyKey: `key-${at}`, ...fields });

describe('results', () => {
  it('say what the handler returned or threw, in the name of the worker, on the bus of the request', async () => {
    const { publisher, results } = recordingPublisher();
    const handle = handlerOf(
      ({ number }) => {
        if (number === 1) throw new Failure('OddError', 'It is odd.');
        return { number };
      },
      { publisher },
    );
    expect(
      await handle([request(1, { payload: { number: 1 } }), request(2, { payload: { number: 2 } })]),
    ).toEqual([]);
    const common = { version: currentVersion, source: 'test', eventBus: 'callback-bus' };
    expect(results()).toEqual([
      {
        ...common,
        detailType: 'Callback Failed',
        correlationId: 'orders:1',
        error: 'OddError',
        cause: 'It is odd.',
      },
      { ...common, detailType: 'Callback Succeeded', correlationId: 'orders:2', output: { number: 2 } },
    ]);
  });

  it('of a batch of ten quick requests take one call', async () => {
    const { publisher, calls } = recordingPublisher();
    await handlerOf(async () => null, { publisher })(Array.from({ length: 10 }, (_, at) => request(at)));
    expect(calls.map((call) => call.length)).toEqual([10]);
  });

  it('of quick requests do not wait for a slow one', async () => {
    const { publisher, results } = recordingPublisher();
    const slow = Promise.withResolvers<null>();
    const handle = handlerOf(({ number }) => (number === 1 ? slow.promise : null), { publisher });
    const handled = handle([request(1, { payload: { number: 1 } }), request(2)]);
    await vi.waitFor(() => expect(results()).toMatchObject([{ correlationId: 'orders:2' }]));
    slow.resolve(null);
    expect(await handled).toEqual([]);
  });

  it('that are not on the bus keep their message, and only it', async () => {
    const { publisher } = recordingPublisher((entry) =>
      entry.correlationId === 'orders:1' ? refusal('MalformedDetail', false) : undefined,
    );
    expect(await handlerOf(() => null, { publisher })([request(0), request(1), request(2)])).toEqual(['m1']);
  });

  it('that could not be published are published again without doing the work again', async () => {
    let broken = true;
    const { publisher, results } = recordingPublisher(() =>
      broken ? refusal('MalformedDetail', false) : undefined,
    );
    const work = vi.fn(() => ({ id: 'made once' }));
    const handle = handlerOf(work, { publisher });
    expect(await handle([request(1)])).toEqual(['m0']);
    broken = false;
    expect(await handle([request(1)])).toEqual([]);
    expect(work).toHaveBeenCalledTimes(1);
    expect(results().at(-1)).toMatchObject({ output: { id: 'made once' } });
  });
});

it('an answer that comes later is not published now, and another attempt asks for its own', async () => {
  const { publisher, calls } = recordingPublisher();
  const asked: string[] = [];
  const handle = handlerOf(
    (_, { correlationId, eventBus }) => {
      asked.push(`${correlationId} on ${eventBus}`);
      return answerLater;
    },
    { publisher },
  );
  const redelivered = request(1);
  expect(await handle([redelivered])).toEqual([]);
  expect(await handle([redelivered])).toEqual([]);
  expect(await handle([requestBody({ correlationId: 'orders:2', idempotencyKey: 'key-1' })])).toEqual([]);
  expect(asked).toEqual(['orders:1 on callback-bus', 'orders:2 on callback-bus']);
  expect(calls).toEqual([]);
});

describe('a bad record', () => {
  it('fails itself and none of its neighbours', async () => {
    const { publisher, results } = recordingPublisher();
    const handle = handlerOf(() => null, { publisher, fallbackBus: 'fallback' });
    const left = await handle([
      request(0),
      'no JSON',
      request(2, { version: '9.0' }),
      requestBody({ correlationId: undefined }),
      request(4, { taskToken: 'hunter2' }),
      request(5, { payload: { number: 'hunter2' } }),
    ]);
    expect(left).toEqual(['m1', 'm3']);
    const errors = new Map(results().map(({ correlationId, error }) => [correlationId, error]));
    expect(Object.fromEntries(errors)).toEqual({
      'orders:0': undefined,
      'orders:2': 'CallbackRelay.UnsupportedVersion',
      'orders:4': 'CallbackRelay.TokenShapedField',
      'orders:5': 'CallbackRelay.PayloadRejected',
    });
    expect(JSON.stringify(results())).not.toContain('hunter2');
  });

  it('with a rejected payload learns what was expected where', async () => {
    const { publisher, results } = recordingPublisher();
    await handlerOf(() => null, { publisher })([request(1, { payload: { number: 1.5 } })]);
    expect(results()).toMatchObject([{ cause: expect.stringMatching(/number: .*expected int/) }]);
  });

  it('past its deadline is not worked on and not answered', async () => {
    const { publisher, calls } = recordingPublisher();
    const { log, lines } = recordingLog();
    const work = vi.fn(() => null);
    const deadline = new Date(Date.now() - 1).toISOString();
    expect(await handlerOf(work, { publisher, log })([request(1, { deadline })])).toEqual([]);
    expect(work).not.toHaveBeenCalled();
    expect(calls).toEqual([]);
    expect(lines).toMatchObject([{ level: 'warn', correlationId: 'orders:1' }]);
  });
});

describe('a crash', () => {
  const crash: Handle = () => {
    throw new Error('no database');
  };

  it('is not a result: the message is tried again', async () => {
    const { publisher, calls } = recordingPublisher();
    expect(await handlerOf(crash, { publisher, maxReceives: 3 })([request(1)], { receiveCount: 2 })).toEqual([
      'm0',
    ]);
    expect(calls).toEqual([]);
  });

  it('on the last receive fails the task, and still goes to the dead-letter queue', async () => {
    const { publisher, results } = recordingPublisher();
    expect(await handlerOf(crash, { publisher, maxReceives: 3 })([request(1)], { receiveCount: 3 })).toEqual([
      'm0',
    ]);
    expect(results()).toMatchObject([
      { error: 'CallbackRelay.WorkGivenUp', cause: expect.stringContaining('no database') },
    ]);
  });
});

describe('progress', () => {
  it('is published while the handler runs', async () => {
    const { publisher, results } = recordingPublisher();
    const slow = Promise.withResolvers<null>();
    const handled = handlerOf(
      (_, { progress }) => {
        progress({ percent: 50 });
        return slow.promise;
      },
      { publisher },
    )([request(1)]);
    await vi.waitFor(() =>
      expect(results()).toMatchObject([{ detailType: 'Callback Heartbeat', progress: { percent: 50 } }]),
    );
    slow.resolve(null);
    await handled;
    expect(results()).toHaveLength(2);
  });

  it.each([
    ['too large', 'x'.repeat(5_000), 'progress-too-large'],
    ['not JSON', 1n as unknown as string, 'contract-broken'],
  ])('that is %s is left out of the heartbeat, and the work goes on', async (_, value, code) => {
    const { publisher, results } = recordingPublisher();
    const { log, lines } = recordingLog();
    const slow = Promise.withResolvers<null>();
    const handled = handlerOf(
      (_payload, { progress }) => {
        progress(value);
        return slow.promise;
      },
      { publisher, log },
    )([request(1)]);
    await vi.waitFor(() => expect(results()).toHaveLength(1));
    slow.resolve(null);
    expect(await handled).toEqual([]);
    expect(results()[0]).not.toHaveProperty('progress');
    expect(lines).toMatchObject([{ level: 'warn', code }]);
  });
});

describe('a failed task that is retried under its business key', () => {
  it('has its work done again, and a redelivered request of it has the failure again', async () => {
    const { publisher, results } = recordingPublisher();
    const handle = vi.fn(() => {
      if (handle.mock.calls.length === 1) throw new Failure('Busy');
      return { done: true };
    });
    const handleBatch = handlerOf(handle, { publisher });
    const deadline = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const [first, retry] = [deadline(1), deadline(2)].map((each) => request(1, { deadline: each }));
    for (const body of [first, first, retry]) await handleBatch([body ?? '']);
    expect(results().map(({ error, output }) => error ?? output)).toEqual(['Busy', 'Busy', { done: true }]);
    expect(handle).toHaveBeenCalledTimes(2);
  });
});
