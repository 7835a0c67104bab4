import { mark } from '@callback-relay/contract/runtime';
import { CallFailure } from '../call/call.ts';
import type { Handled } from '../handling/handled.ts';
import { resultErrors } from '../message/read-result.ts';
import type { Relay } from '../ports/relay.ts';
import { type Claimed, closeMissed, closeSettled, hasOpenClaim } from './close.ts';
import { markUnsent } from './mark-unsent.ts';
import { operationOf, type Sent, sendOutcome } from './send-outcome.ts';

/** Calls Step Functions for a claimed callback, and closes it by the answer. @throws CallFailure */
export async function deliver(relay: Relay, claimed: Claimed): Promise<Handled> {
  const { row, result } = claimed;
  const unsure = hasOpenClaim(claimed);
  const sent = await sendOutcome(relay, row.taskToken, result.outcome.answer, unsure);
  if (sent.kind !== 'unacceptable') return conclude(relay, claimed, sent);
  mark('deliver/output-refused');
  // Nothing was done with an output that Step Functions refuses: the task is failed, so that it does not hang.
  const reason = `Step Functions refused the output: ${sent.fault.name}`;
  const answer = { kind: 'failed', error: resultErrors.invalid, cause: reason } as const;
  const outcome = { answer, verdict: 'invalid', code: 'contract-broken', reason } as const;
  const failing = { ...claimed, result: { ...result, outcome } };
  // The share that the result was admitted with is used up by the output.
  if (relay.quota.take(operationOf(answer)) > 0)
    return mark(
      'deliver/over-the-quota',
      keepClaim(relay, claimed, { kind: 'failed', fault: sent.fault, unsure }),
    );
  return conclude(relay, failing, await sendOutcome(relay, row.taskToken, answer, unsure));
}

async function conclude(relay: Relay, claimed: Claimed, sent: Sent): Promise<Handled> {
  switch (sent.kind) {
    case 'accepted':
      return mark('deliver/accepted', closeSettled(relay, claimed));
    case 'gone':
      return sent.unsure
        ? mark('deliver/gone-perhaps-by-us', closeSettled(relay, claimed))
        : mark('deliver/gone-without-us', closeMissed(relay, claimed));
    default:
      return keepClaim(relay, claimed, sent);
  }
}

/** The claim stays with this event. Where nothing was done, for certain, a TaskTimedOut next time is not by us. */
async function keepClaim(
  relay: Relay,
  claimed: Claimed,
  sent: Exclude<Sent, { kind: 'accepted' | 'gone' }>,
): Promise<Handled> {
  const isUnsure = sent.kind === 'unacceptable' ? hasOpenClaim(claimed) : sent.unsure;
  if (isUnsure) mark('deliver/claim-stays-unsure');
  else await mark('deliver/claim-was-not-sent', markUnsent(relay, claimed.claim));
  if (sent.kind !== 'failed') mark('deliver/token-refused');
  const failure = new CallFailure(operationOf(claimed.result.outcome.answer), sent.fault);
  return { kind: 'failed', failure, deadline: claimed.row.deadline, nonRetryable: sent.kind !== 'failed' };
}
