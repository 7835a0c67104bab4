import { describe, expect, it } from 'vitest';
import type { CallbackRow, ParkedRow, SettlingRow, WaitingRow } from './callback-row.ts';
import { claimed, closed } from './model/callback-writes.ts';
import { brokenRule } from './row-invariants.ts';

const waiting: WaitingRow = {
  correlationId: 'orders:abc',
  state: 'waiting',
  taskToken: 'token',
  execution: 'machine:execution',
  openingId: 'opening',
  idempotencyKey: 'key',
  attempt: 0,
  business: false,
  openedAt: 1_000,
  deadline: 61_000,
  allowedSources: ['worker'],
  expiresAt: 1_000_000,
  answers: {},
};
const event = { id: 'event', source: 'worker', account: '111122223333', detailType: 'Callback Succeeded' };
const claim = {
  ...{ correlationId: waiting.correlationId, eventId: event.id, claimId: 'claim', fingerprint: 'print' },
  ...{ source: event.source, account: event.account, now: 2_000 },
};
// By the writes themselves, as the model has them.
const settling = claimed(waiting, claim) as SettlingRow;
const settled = closed(settling, {
  ...{ ...claim, openingId: 'opening', verdict: 'delivered', alone: false, forget: [] },
}) as CallbackRow;
const parked: ParkedRow = {
  correlationId: waiting.correlationId,
  state: 'parked',
  answers: {},
  expiresAt: 1_000,
  parked: {
    'a/b': {
      ...{ event, fingerprint: 'print', parkedAt: 1_000, until: 2_000 },
      outcome: { answer: { kind: 'succeeded', output: '{}' }, verdict: 'delivered' },
    },
  },
};
const parkedResult = parked.parked['a/b'];

const without = (row: object, member: string) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== member)) as unknown as CallbackRow;

describe('the rules of a row', () => {
  it.each([
    ...[waiting, settling, settled, parked, { ...parked, parked: {} }],
    // To the last moment.
    { ...waiting, expiresAt: waiting.deadline / 1000 },
    { ...parked, expiresAt: 2 },
    { ...parked, parked: { 'a/b': { ...parkedResult, until: 1_000 } } } as ParkedRow,
  ])('hold for what is written: $state', (row) => {
    expect(brokenRule(row)).toBeUndefined();
  });

  it.each<[promise: number, what: string, row: CallbackRow]>([
    [1, 'waits without its token', without(waiting, 'taskToken')],
    [1, 'is claimed, and its token is empty', { ...settling, taskToken: '' }],
    [7, 'is settled, and still has its token', { ...settled, taskToken: 'token' } as never],
    [7, 'is cancelled, and still has its token', { ...waiting, state: 'cancelled' } as never],
    [9, 'has no deadline', without(waiting, 'deadline')],
    [9, 'has a deadline that is not a number', { ...waiting, deadline: Number.NaN }],
    [1, 'is deleted before its deadline', { ...waiting, expiresAt: 60 }],
    [8, 'lets no source answer', { ...waiting, allowedSources: [] }],
    [8, 'does not say who may answer', without(settling, 'allowedSources')],
    [2, 'is claimed by an event that it does not know', { ...settling, answeredBy: 'other' }],
    [2, 'is settled by an event that it does not know', { ...settled, answers: {} } as never],
    [1, 'is settled without a verdict', { ...settling, ...settledWithoutVerdict() } as never],
    [4, 'has one claim twice', { ...settling, attempts: ['claim', 'claim'] }],
    [3, 'is parked for no time', { ...parked, parked: { 'a/b': { ...parkedResult, until: 999 } } } as never],
    [1, 'is deleted while a result is parked on it', { ...parked, expiresAt: 1 }],
  ])('promise %i: a row is caught that %s', (promise, _, row) => {
    expect(brokenRule(row)).toEqual({ promise, rule: expect.stringMatching(/^(a|an|each) [a-z ]{20,}$/) });
  });
});

function settledWithoutVerdict() {
  const { taskToken: _, ...rest } = settling;
  return { ...rest, taskToken: undefined, state: 'settled', answers: { event: { fingerprint: 'p', at: 2 } } };
}
