import type {
  Allowance,
  Cancellation,
  Claim,
  Closing,
  Memory,
  Parking,
  Unclaiming,
} from '../callback-store.ts';
import { broken, correlationId, event, now, result, sender, stranger } from './sample-rows.cases.ts';

/** The writes that `callback-store.behaviour.ts` plays against every row. */

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
  unclaim: {
    'an event': unclaiming,
    'an event, forgetting others,': { ...unclaiming, forget: ['event-8', 'event-unknown'] },
    'another event': { ...unclaiming, eventId: 'event-7' },
  },
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
    'a verdict that forgets others': {
      ...memory,
      eventId: 'event-6',
      forget: ['event-8', 'event-unknown'],
    },
    'a verdict on a parked row': parkedMemory(),
    'a verdict on a parked row that may hold the event itself': { ...parkedMemory(), sender },
    'a verdict on a cancelled row': { ...memory, state: 'cancelled' },
  },
  allowSources: { 'two sources': { correlationId, sources: ['orders.bots', 'orders.worker'] } },
  cancel: {
    'an ended execution': { correlationId, execution: 'execution-1', before: 100 },
    'another execution': { correlationId, execution: 'execution-9', before: 100 },
    'the end of an execution that was redriven since': { correlationId, execution: 'execution-1', before: 0 },
  },
};

function parkedMemory(): Memory {
  const { openingId: _, ...neverOpened } = memory;
  return { ...neverOpened, state: 'parked' };
}
