import {
  IdempotencyItemAlreadyExistsError,
  IdempotencyItemNotFoundError,
} from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { describe, expect, it, vi } from 'vitest';
import type { WorkOutcome } from '../result/outcome.ts';
import { type Idempotency, type Work, WorkInProgress } from './idempotency.ts';
import { memoryIdempotency } from './memory-idempotency.ts';
import { powertoolsIdempotency } from './powertools-idempotency.ts';

type IdempotencyRecord = Parameters<BasePersistenceLayer['_putRecord']>[0];

/** A persistence layer as a worker's team would give one, without a database. */
class MapPersistenceLayer extends BasePersistenceLayer {
  readonly records = new Map<string, IdempotencyRecord>();

  override async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    this.records.delete(record.idempotencyKey);
  }

  override async _getRecord(key: string): Promise<IdempotencyRecord> {
    const record = this.records.get(key);
    if (record === undefined) throw new IdempotencyItemNotFoundError();
    return record;
  }

  override async _putRecord(record: IdempotencyRecord): Promise<void> {
    const known = this.records.get(record.idempotencyKey);
    const abandoned = (known?.inProgressExpiryTimestamp ?? Number.POSITIVE_INFINITY) < Date.now();
    if (known !== undefined && !(known.getStatus() === 'INPROGRESS' && abandoned)) {
      throw new IdempotencyItemAlreadyExistsError('there is one', known);
    }
    this.records.set(record.idempotencyKey, record);
  }

  override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.records.set(record.idempotencyKey, record);
  }
}

const work = (attempt: string, key = 'worker#key', payload = 'fingerprint'): Work => ({
  key,
  payload,
  attempt,
  leaseMs: 5_000,
});
const succeeded = (output: string): WorkOutcome => ({ kind: 'succeeded', output });
const failed: WorkOutcome = { kind: 'failed', error: 'CardDeclined', cause: '' };

const layers: [string, () => Idempotency][] = [
  ['in memory', () => memoryIdempotency()],
  ['with Powertools', () => powertoolsIdempotency(new MapPersistenceLayer())],
];

describe.each(layers)('idempotency %s', (_, layer) => {
  it('remembers a success for every attempt of the task', async () => {
    const { once } = layer();
    const run = vi.fn(async () => succeeded('"first"'));
    expect(await once(work('attempt 1'), run)).toEqual(succeeded('"first"'));
    expect(await once(work('attempt 2'), run)).toEqual(succeeded('"first"'));
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('remembers a failure for a redelivered message, and not for a retried task', async () => {
    const { once } = layer();
    const run = vi.fn(async () => failed);
    await once(work('attempt 1'), run);
    expect(await once(work('attempt 1'), run)).toEqual(failed);
    expect(run).toHaveBeenCalledTimes(1);
    expect(await once(work('attempt 2'), async () => succeeded('2'))).toEqual(succeeded('2'));
    expect(await once(work('attempt 3'), run)).toEqual(succeeded('2'));
  });

  it('does not remember what was thrown', async () => {
    const { once } = layer();
    await expect(once(work('attempt 1'), () => Promise.reject(new Error('crash')))).rejects.toThrow('crash');
    expect(await once(work('attempt 1'), async () => succeeded('1'))).toEqual(succeeded('1'));
  });

  it.each([
    ['a success', succeeded('"first"')],
    ['a failure', failed],
    ['an answer that comes later', { kind: 'later' } as const],
  ])('never answers another payload under the same key with %s, and keeps what it has', async (_, first) => {
    const { once } = layer();
    const run = vi.fn(async () => first);
    await once(work('attempt 1'), run);
    const conflict = await once(work('attempt 2', 'worker#key', 'another'), run);
    expect(conflict).toMatchObject({
      kind: 'failed',
      error: 'CallbackRelay.IdempotencyKeyReused',
      cause: expect.stringContaining('worker#key'),
    });
    expect(await once(work('attempt 1'), run)).toEqual(first);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('keeps keys apart', async () => {
    const { once } = layer();
    await once(work('attempt 1', 'a'), async () => succeeded('"a"'));
    expect(await once(work('attempt 2', 'b'), async () => succeeded('"b"'))).toEqual(succeeded('"b"'));
  });
});

describe('work in progress', () => {
  it('is joined in memory', async () => {
    const { once } = memoryIdempotency();
    const first = Promise.withResolvers<WorkOutcome>();
    const run = vi.fn(() => first.promise);
    const both = Promise.all([once(work('attempt 1'), run), once(work('attempt 2'), run)]);
    first.resolve(succeeded('1'));
    expect(await both).toEqual([succeeded('1'), succeeded('1')]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('in memory is not shared with another payload under the same key', async () => {
    const { once } = memoryIdempotency();
    const first = Promise.withResolvers<WorkOutcome>();
    const run = vi.fn(() => first.promise);
    const both = Promise.all([
      once(work('attempt 1'), run),
      once(work('attempt 2', undefined, 'another'), run),
    ]);
    first.resolve(succeeded('1'));
    expect(await both).toEqual([
      succeeded('1'),
      expect.objectContaining({ error: 'CallbackRelay.IdempotencyKeyReused' }),
    ]);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('in memory that throws leaves the other to try for itself', async () => {
    const { once } = memoryIdempotency();
    const first = once(work('attempt 1'), () => Promise.reject(new Error('deadline passed')));
    const second = once(work('attempt 2'), async () => succeeded('2'));
    await expect(first).rejects.toThrow('deadline passed');
    expect(await second).toEqual(succeeded('2'));
  });

  it('in another process is WorkInProgress, until its lease is over', async () => {
    const store = new MapPersistenceLayer();
    const never = () => new Promise<WorkOutcome>(() => {});
    void powertoolsIdempotency(store).once({ ...work('attempt 1'), leaseMs: 100 }, never);
    await vi.waitFor(() => expect(store.records.size).toBe(1));
    const other = powertoolsIdempotency(store);
    const run = async () => succeeded('2');
    await expect(other.once(work('attempt 1'), run)).rejects.toBeInstanceOf(WorkInProgress);
    await vi.waitFor(async () => expect(await other.once(work('attempt 1'), run)).toEqual(succeeded('2')));
  });
});

it('with Powertools, what another process remembered between two tries is held to the payload too', async () => {
  const store = new MapPersistenceLayer();
  const { once } = powertoolsIdempotency(store);
  await once(work('attempt 1'), async () => failed);
  vi.spyOn(store, '_deleteRecord').mockImplementationOnce(async ({ idempotencyKey }) => {
    store.records.delete(idempotencyKey);
    await once(work('attempt 2', undefined, 'another'), async () => succeeded('"of another payload"'));
  });
  expect(await once(work('attempt 3'), async () => succeeded('"our own"'))).toMatchObject({
    error: 'CallbackRelay.IdempotencyKeyReused',
  });
});

describe('memory', () => {
  it.each([
    ['entries', { entries: 2 }],
    ['characters', { characters: 6 }],
  ])('forgets the oldest over its %s', async (_, memory) => {
    const { once } = memoryIdempotency(memory);
    for (const key of ['a', 'b', 'c']) await once(work('attempt 1', key), async () => succeeded(`"${key}"`));
    const again = vi.fn(async () => succeeded('"again"'));
    await once(work('attempt 1', 'c'), again);
    expect(again).not.toHaveBeenCalled();
    await once(work('attempt 1', 'a'), again);
    expect(again).toHaveBeenCalledTimes(1);
  });
});
