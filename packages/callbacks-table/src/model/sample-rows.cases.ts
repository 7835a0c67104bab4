import type { CallbackDetails, CallbackRow, EventReference, ParkedResult } from '../callback-row.ts';

/** Rows in every state that the protocol has, and what they are made of. */

export const correlationId = 'orders:order-1/payment';
export const now = 1_000_000;
const at = 1_000;

export const event: EventReference = {
  id: 'event-1',
  source: 'orders.worker',
  account: '111122223333',
  detailType: 'Callback Succeeded',
};
export const sender = '111122223333/orders.worker';
export const stranger: EventReference = { ...event, id: 'event-2', source: 'strange.worker' };

const opened: CallbackDetails = {
  openingId: 'opening-1',
  idempotencyKey: 'task',
  attempt: 0,
  business: true,
  openedAt: now - 1_000,
  deadline: now + 60_000,
  allowedSources: ['orders.worker', 'orders.people'],
};
const open = { taskToken: 'token-1', execution: 'execution-1' } as const;
const heldToAccounts: CallbackDetails = { ...opened, allowedAccounts: ['444455556666', '777788889999'] };
const answered = { verdict: 'delivered', fingerprint: 'fingerprint-1', at } as const;
const base = { correlationId, expiresAt: 5_000, answers: {} } as const;
export const result: ParkedResult = {
  event,
  fingerprint: 'fingerprint-1',
  outcome: { answer: { kind: 'succeeded', output: '{"paid":true}' }, verdict: 'delivered' },
  parkedAt: now,
  until: now + 1_000,
};
export const broken: ParkedResult = {
  event: { ...event, id: 'event-3', source: 'orders.people' },
  fingerprint: 'fingerprint-3',
  outcome: {
    answer: { kind: 'failed', error: 'CallbackRelay.InvalidResult', cause: '' },
    verdict: 'invalid',
    code: 'contract-broken',
    reason: 'why',
  },
  parkedAt: now,
  until: now + 1_000,
};
const waiting = { ...base, ...opened, ...open, state: 'waiting' } as const;
const settling = {
  ...waiting,
  state: 'settling',
  answers: { 'event-1': { ...answered, presumedBy: 'claim-1' } },
  answeredBy: 'event-1',
  attempts: ['claim-1'],
} as const;

export const rows: Readonly<Record<string, CallbackRow | undefined>> = {
  'no row': undefined,
  'a waiting row': waiting,
  'a waiting row held to other accounts': { ...waiting, ...heldToAccounts },
  'a waiting row over parked results': { ...waiting, parked: { [sender]: result } },
  'a waiting row with a verdict for the event': { ...waiting, answers: { 'event-1': answered } },
  'a waiting row, claimed for the event before it was opened again, nothing sent': {
    ...waiting,
    answers: { 'event-1': { fingerprint: 'fingerprint-9', at } },
  },
  'a waiting row, opened again, that presumes a claim delivered': {
    ...waiting,
    answers: { 'event-1': { ...answered, presumedBy: 'claim-1' } },
  },
  'a row parked by the sender': { ...base, state: 'parked', parked: { [sender]: result } },
  'a row parked by the sender with another event': {
    ...base,
    state: 'parked',
    parked: { [sender]: { ...result, event: { ...event, id: 'event-9' } } },
  },
  'a row parked by others': { ...base, state: 'parked', parked: { '111122223333/orders.people': broken } },
  'a row whose parked results were all unclaimed': { ...base, state: 'parked', parked: {} },
  'a parked row with a verdict for the event': {
    ...base,
    state: 'parked',
    parked: {},
    answers: { 'event-1': { ...answered, verdict: 'duplicate' } },
  },
  'a row settling by the event': settling,
  'a row settling by two claims of the event': { ...settling, attempts: ['claim-1', 'claim-2'] },
  'a row settling by the event, nothing sent': {
    ...settling,
    answers: { 'event-1': { fingerprint: 'fingerprint-1', at } },
    attempts: [],
  },
  'a row settling by another event': {
    ...settling,
    answers: { 'event-9': { ...answered, fingerprint: 'fingerprint-9' } },
    answeredBy: 'event-9',
  },
  'a row settling by another event that presumes a claim delivered': {
    ...settling,
    answers: {
      'event-9': { ...answered, fingerprint: 'fingerprint-9' },
      'event-1': { ...answered, presumedBy: 'claim-1' },
    },
    answeredBy: 'event-9',
  },
  'a row settling by an event that it has forgotten, as no write leaves one': { ...settling, answers: {} },
  'a row settling by the event with another fingerprint': {
    ...settling,
    answers: { 'event-1': { ...answered, fingerprint: 'fingerprint-9' } },
  },
  'a settled row': {
    ...base,
    ...opened,
    state: 'settled',
    answeredBy: 'event-1',
    answers: { 'event-1': answered, 'event-8': { ...answered, verdict: 'duplicate' } },
  },
  'a settled row of another opening': {
    ...base,
    ...opened,
    openingId: 'opening-9',
    state: 'settled',
    answeredBy: 'event-9',
    answers: { 'event-9': answered },
  },
  'a cancelled row': { ...base, ...opened, state: 'cancelled' },
};
