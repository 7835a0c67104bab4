import { expect, it } from 'vitest';
import type { ParkedRow } from '../callback-row.ts';
import type { Memory } from '../callback-store.ts';
import { parkedBeside, remembered } from './callback-writes.ts';

const event = {
  ...{ id: 'event-1', source: 'orders.worker', account: '111122223333' },
  detailType: 'Callback Succeeded',
};
const sender = '111122223333/orders.worker';
const row: ParkedRow = {
  ...{ correlationId: 'orders:1', state: 'parked', expiresAt: 3, answers: {} },
  parked: {
    [sender]: {
      ...{ event, fingerprint: 'fingerprint-1', parkedAt: 1_000, until: 2_000 },
      outcome: { answer: { kind: 'succeeded', output: '1' }, verdict: 'delivered' },
    },
  },
};
const memory: Memory = {
  ...{ correlationId: 'orders:1', eventId: 'event-1', verdict: 'duplicate', fingerprint: 'fingerprint-1' },
  ...{ now: 1_500, state: 'parked', sender, forget: [] },
};

it('a verdict that comes late is not remembered of an event that was parked meanwhile, and gets its verdict later', () => {
  expect(remembered(row, memory)).toBeUndefined();
  expect(remembered(row, { ...memory, eventId: 'event-2' })).toMatchObject({
    answers: { 'event-2': { verdict: 'duplicate' } },
  });
});

it('a result is not parked that comes late, when its event has had its verdict meanwhile', () => {
  const [result] = Object.values(row.parked);
  if (result === undefined) throw new Error('it has one');
  const parking = { correlationId: 'orders:1', result, expiresAt: 4 };
  const answered = { verdict: 'duplicate', fingerprint: 'fingerprint-1', at: 1 } as const;
  expect(parkedBeside({ ...row, parked: {} }, parking)).toMatchObject({ parked: { [sender]: result } });
  expect(parkedBeside({ ...row, parked: {}, answers: { 'event-1': answered } }, parking)).toBeUndefined();
});
