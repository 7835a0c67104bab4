import {
  type Answered,
  answerTo,
  type CallbackRow,
  mayAnswer,
  type ParkedResult,
  type ParkedRow,
  senderOf,
} from '@callback-relay/callbacks-table';
import { type Code, utf8Bytes, type Verdict, verdicts } from '@callback-relay/contract';
import { functionTimeoutSeconds, mark } from '@callback-relay/contract/runtime';
import type { ResultMessage } from '../message/message.ts';

/** What a result means for a callback as its row is now. */
export type Decision =
  /** Claim it: it waits, or this very event has claimed it before. */
  | { readonly act: 'claim' }
  /** Put a parked row: there is none. */
  | { readonly act: 'park' }
  /** Put it beside what other senders have parked. */
  | { readonly act: 'park-beside' }
  /** It is on the row: handle it again at `until` (epoch ms). */
  | { readonly act: 'stay-parked'; readonly until: number }
  /** The time on the row of its sender's result is up: its own, or an earlier one, which makes room for it. */
  | { readonly act: 'unclaim'; readonly parked: ParkedResult; readonly isItsOwn: boolean }
  /** The row has no room for its body: it waits in the queue alone. */
  | { readonly act: 'wait-in-queue' }
  /** Another copy of it is presumed delivered, by a claim that may yet correct that: handle it again at `until` (epoch ms). */
  | { readonly act: 'retry-later'; readonly until: number }
  | VerdictDecision;

export interface VerdictDecision {
  readonly act: 'verdict';
  readonly verdict: Verdict;
  readonly code?: Code;
  readonly reason: string;
  /** The row remembers this verdict already. */
  readonly repeated: boolean;
  /** The row may change, and must remember that it answered this event. */
  readonly remember: boolean;
}

/** Pure: the table of every state against every event. Times are epoch milliseconds. */
export function decide(row: CallbackRow | undefined, result: ResultMessage, now: number): Decision {
  if (row === undefined) return mark('decide/parks', { act: 'park' });
  if (result.outcome.verdict !== 'delivered') return decideBroken(row, result, now);
  const isClaimed = isItsClaim(row, result);
  const before = knownOf(row, result);
  if (before !== undefined && !isClaimed) return again(before, result, now);
  if (row.state === 'parked') return decideParked(row, result, now);
  if (!mayAnswer(row, result.event)) return forbid(row, result);
  if (row.state === 'waiting' || isClaimed) return mark('decide/claims-after-all', { act: 'claim' });
  if (row.state === 'cancelled') return mark('decide/cancelled', verdictOf('cancelled', row.business));
  return compare(row.answers[row.answeredBy]?.fingerprint, result, row.business);
}

/** What was answered to the event, or what the row is claimed for under its ID. */
function knownOf(row: CallbackRow, { event }: ResultMessage): Answered | undefined {
  return claimOf(row, event.id) ?? answerTo(row, event.id);
}

function claimOf(row: CallbackRow, eventId: string): Answered | undefined {
  return row.state === 'settling' && row.answeredBy === eventId ? row.answers[eventId] : undefined;
}

function isItsClaim(row: CallbackRow, { event, fingerprint }: ResultMessage): boolean {
  return claimOf(row, event.id)?.fingerprint === fingerprint;
}

function decideParked(row: ParkedRow, result: ResultMessage, now: number): Decision {
  const parked = parkedOf(row, result);
  if (parked === undefined) {
    return hasRoom(row, result)
      ? mark('decide/parks-beside', { act: 'park-beside' })
      : mark('decide/waits-in-queue', { act: 'wait-in-queue' });
  }
  const isItsOwn = parked.event.id === result.event.id && parked.fingerprint === result.fingerprint;
  if (parked.until <= now) {
    const unclaim = { act: 'unclaim', parked, isItsOwn } as const;
    return isItsOwn ? mark('decide/unclaims-itself', unclaim) : mark('decide/unclaims-an-earlier', unclaim);
  }
  if (isItsOwn) return mark('decide/stays-parked', { act: 'stay-parked', until: parked.until });
  // Not remembered: under this event ID the row must go on to take what is parked.
  if (parked.event.id === result.event.id)
    return mark('decide/parked-with-another-content', verdictOf('conflicting', false));
  return mark('decide/compares-with-parked', compare(parked.fingerprint, result, true));
}

/**
 * A broken result has its verdict wherever it comes, from any sender; what is left to decide is whether it fails the
 * task, now or, parked, as soon as the callback opens. So it has its verdict at once, and the same one again. Its message
 * is acknowledged where no copy of it can claim the row any more, as that of every result: a claim whose maker crashes is
 * brought to its end by the message.
 */
function decideBroken(row: CallbackRow, result: ResultMessage, now: number): Decision {
  if (row.state === 'parked') return decideBrokenParked(row, result, now);
  const known = answerTo(row, result.event.id);
  const mayFailIt = mayAnswer(row, result.event);
  const isOpen = row.state === 'waiting' && known === undefined;
  if (mayFailIt && (isOpen || isItsClaim(row, result)))
    return mark('decide/claims-for-a-broken-result', { act: 'claim' });
  // Remembered where the key may be opened again, so that no copy of it claims that opening. Not in the place of another
  // content of its event, for which the row is claimed.
  const isFree = known === undefined && claimOf(row, result.event.id) === undefined;
  return mark(
    'decide/broken-changes-nothing',
    brokenVerdict(result, { remember: row.business && mayFailIt && isFree }),
  );
}

function decideBrokenParked(row: ParkedRow, result: ResultMessage, now: number): Decision {
  if (answerTo(row, result.event.id) !== undefined)
    return mark('decide/broken-is-remembered', brokenVerdict(result, { repeated: true }));
  const parked = parkedOf(row, result);
  if (parked === undefined) {
    return hasRoom(row, result)
      ? mark('decide/parks-a-broken-result-beside', { act: 'park-beside' })
      : mark('decide/broken-finds-no-room', brokenVerdict(result, { remember: true }));
  }
  const isItsEvent = parked.event.id === result.event.id;
  const isItsOwn = isItsEvent && parked.fingerprint === result.fingerprint;
  if (parked.until <= now)
    return mark('decide/unclaims-for-a-broken-result', { act: 'unclaim', parked, isItsOwn });
  if (isItsOwn) return mark('decide/broken-stays-parked', { act: 'stay-parked', until: parked.until });
  // Not remembered: under this event ID the row must go on to take what is parked.
  if (isItsEvent) return mark('decide/broken-is-parked-otherwise', brokenVerdict(result));
  return mark('decide/broken-finds-its-place-taken', brokenVerdict(result, { remember: true }));
}

function brokenVerdict(
  { outcome: { verdict, code, reason = verdicts[verdict] } }: ResultMessage,
  { remember = false, repeated = false }: Partial<Pick<VerdictDecision, 'remember' | 'repeated'>> = {},
): VerdictDecision {
  return { ...verdictOf(verdict, remember), reason, repeated, ...(code !== undefined && { code }) };
}

function parkedOf(row: ParkedRow, { event }: ResultMessage): ParkedResult | undefined {
  const sender = senderOf(event);
  return Object.hasOwn(row.parked, sender) ? row.parked[sender] : undefined;
}

/** The first result that a callback was claimed for is the result, whatever became of it. */
function compare(
  first: string | undefined,
  { fingerprint }: ResultMessage,
  mayChange: boolean,
): VerdictDecision {
  return first === fingerprint
    ? mark('decide/duplicate', verdictOf('duplicate', mayChange))
    : mark('decide/conflicting', verdictOf('conflicting', mayChange));
}

/**
 * Not remembered, not even under a business key: strangers could fill its memory. A redelivered one is decided by
 * who may answer then.
 */
function forbid(row: Exclude<CallbackRow, ParkedRow>, { event }: ResultMessage): VerdictDecision {
  const code = row.allowedSources.includes(event.source)
    ? mark('decide/forbids-the-account', 'account-not-allowed' as const)
    : mark('decide/forbids-the-source', 'source-not-allowed' as const);
  return { ...verdictOf('forbidden', false), code };
}

/** An event ID has two contents only where two rules made two results of one domain event: the first one counts. */
function again(before: Answered, { fingerprint }: ResultMessage, now: number): Decision {
  const { verdict, presumedBy, at } = before;
  if (verdict === undefined || before.fingerprint !== fingerprint) {
    return mark('decide/one-event-with-two-contents', verdictOf('conflicting', false));
  }
  const until = (at + PRESUMED_SECONDS) * 1000;
  if (presumedBy !== undefined && now < until) {
    return mark('decide/waits-for-a-copy', { act: 'retry-later', until });
  }
  return mark('decide/repeats-a-verdict', { ...verdictOf(verdict, false), repeated: true });
}

/** Lambda ends the relay before, so after twice that a claim corrects nothing any more. */
const PRESUMED_SECONDS = 2 * functionTimeoutSeconds;

function verdictOf(verdict: Verdict, remember: boolean): VerdictDecision {
  return { act: 'verdict', verdict, reason: verdicts[verdict], repeated: false, remember };
}

/**
 * DynamoDB, bytes of an item: 409,600, less the row's other attributes, those that an opening will add, and the
 * remembered events. A single result of the largest output always fits.
 */
const PARKED_BYTES = 360_000;
const ENTRY_BYTES = 1_024;

function hasRoom(row: ParkedRow, result: ResultMessage): boolean {
  const outcomes = [...Object.values(row.parked).map((parked) => parked.outcome), result.outcome];
  const bytes = outcomes.map(({ answer, reason = '' }) => {
    const body = answer.kind === 'succeeded' ? answer.output : answer.error + answer.cause;
    return utf8Bytes(body + reason) + ENTRY_BYTES;
  });
  return bytes.reduce((sum, one) => sum + one, 0) <= PARKED_BYTES;
}
