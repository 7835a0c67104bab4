import type { CallbackDetails, CallbackRow, EventReference, ParkedResult } from '../callback-row.ts';
import type {
  Allowance,
  Cancellation,
  Claim,
  Closing,
  Memory,
  Parking,
  Unclaiming,
} from '../callback-store.ts';

/** The rows and the writes that `callback-store.behaviour.ts` plays against each other. */

export const correlationId = 'orders:order-1/payment';
const now = 1_000_000;
const at = 1_000;

const event: EventReference = {
  id: 'event-1',
  source: 'orders.worker',
  account: '111122223333',
  detailType: 'Callback Succeeded',
};
const sender = '111122223333/orders.worker';
const stranger: EventReference = { ...event, id: 'event-2', source: 'strange.worker' };

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
const result: ParkedResult = {
  event,
  fingerprint: 'fingerprint-1',
  outcome: { answer: { kind: 'succeeded', output: '{"paid":true}' }, verdict: 'delivered' },
  parkedAt: now,
  until: now + 1_000,
};
const broken: ParkedResult = {
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

const claim: Claim = {
  correlationId,
  eventId: event.id,
  fingerprint: 'fingerprint-1',
  source: event.source,
  account: event.account,
  claimId: 'claim-1',
  now,
};
const operator = { who: 'arn:aws:iam::111122223333:user/ada', why: 'seen in the bank' };
const parking: Parking = { correlationId, result, expiresAt: 9_000 };
const closing: Closing = {
  correlationId,
  eventId: event.id,
  claimId: 'claim-1',
  openingId: 'opening-1',
  verdict: 'late',
  fingerprint: 'fingerprint-1',
  now,
  alone: false,
  forget: [],
};
const memory: Memory = {
  correlationId,
  eventId: event.id,
  verdict: 'conflicting',
  fingerprint: 'fingerprint-1',
  now,
  state: 'settled',
  openingId: 'opening-1',
  forget: [],
};
const unclaiming: Unclaiming = {
  correlationId,
  sender,
  eventId: event.id,
  fingerprint: 'fingerprint-1',
  verdict: 'unclaimed',
  now,
  forget: [],
};

export const writes: {
  readonly claim: Readonly<Record<string, Claim>>;
  readonly park: Readonly<Record<string, Parking>>;
  readonly unclaim: Readonly<Record<string, Unclaiming>>;
  readonly close: Readonly<Record<string, Closing>>;
  readonly remember: Readonly<Record<string, Memory>>;
  readonly cancel: Readonly<Record<string, Cancellation>>;
  readonly allowSources: Readonly<Record<string, Allowance>>;
} = {
  claim: {
    'a claim': claim,
    'a claim of a second handling': { ...claim, claimId: 'claim-2' },
    'a claim from an account that some rows name': { ...claim, account: '444455556666' },
    'a claim of an operator': { ...claim, source: 'callback-relay.operator', operator },
    'a claim of a stranger': { ...claim, eventId: stranger.id, source: stranger.source },
  },
  park: {
    'a result': parking,
    'a broken result of another sender': { ...parking, result: broken },
    'a result of a stranger': { ...parking, result: { ...result, event: stranger } },
  },
  unclaim: { 'an event': unclaiming, 'another event': { ...unclaiming, eventId: 'event-7' } },
  close: {
    'a closing': closing,
    'a closing that must be alone': { ...closing, alone: true },
    'a closing that must be alone, of another claim': { ...closing, claimId: 'claim-2', alone: true },
    'a closing of another opening': { ...closing, openingId: 'opening-0' },
    'a closing of another event': { ...closing, eventId: 'event-7' },
    'a closing of an operator': { ...closing, operator },
    'a closing that forgets': { ...closing, forget: ['event-8', 'event-1', 'event-unknown'] },
  },
  remember: {
    'a verdict of a new event': { ...memory, eventId: 'event-6' },
    'a verdict of a known event': memory,
    'a correction': { ...memory, state: 'settling', presumedBy: 'claim-1' },
    'a correction of what another claim presumes': { ...memory, state: 'settling', presumedBy: 'claim-2' },
    'a correction of what is known': { ...memory, presumedBy: 'claim-1' },
    'a correction of a new event': { ...memory, eventId: 'event-6', presumedBy: 'claim-1' },
    'a verdict that forgets another': { ...memory, eventId: 'event-6', forget: ['event-8'] },
    'a verdict on a parked row': parkedMemory(),
    'a verdict on a cancelled row': { ...memory, state: 'cancelled' },
  },
  allowSources: { 'two sources': { correlationId, sources: ['orders.bots', 'orders.worker'] } },
  cancel: {
    'an ended execution': { correlationId, execution: 'execution-1' },
    'another execution': { correlationId, execution: 'execution-9' },
  },
};

function parkedMemory(): Memory {
  const { openingId: _, ...neverOpened } = memory;
  return { ...neverOpened, state: 'parked' };
}
