import type { Answer } from '@callback-relay/callbacks-table';
import { type AwsError, awsErrorWithout, backOff, mark } from '@callback-relay/contract/runtime';
import type { Relay } from '../ports/relay.ts';

/** What Step Functions answered to an outcome. */
export type Sent =
  | { readonly kind: 'accepted' }
  /** TaskTimedOut, TaskDoesNotExist: expired or already closed. `unsure`: perhaps by us. */
  | { readonly kind: 'gone'; readonly unsure: boolean }
  /** It takes the token, and not this output. */
  | { readonly kind: 'unacceptable'; readonly fault: AwsError }
  /** It will never take this token. `unsure`: an earlier call may have been taken. */
  | { readonly kind: 'refused'; readonly fault: AwsError; readonly unsure: boolean }
  /** Perhaps later. `unsure`: it may have been taken. */
  | { readonly kind: 'failed'; readonly fault: AwsError; readonly unsure: boolean };

const TRIES = 3;
const PAUSE_MS = { first: 100, longest: 1_000 };

/**
 * SendTaskSuccess or SendTaskFailure, tried a few times. The first try is within this instance's share of the quota
 * already; another one is made where the share has room for it at once, and is the next handling's where it has none.
 * `unsureBefore`: whether an earlier attempt's answer was lost.
 */
export async function sendOutcome(
  relay: Relay,
  taskToken: string,
  answer: Answer,
  unsureBefore: boolean,
): Promise<Sent> {
  const operation = operationOf(answer);
  let unsure = unsureBefore;
  for (let attempt = 1; ; attempt++) {
    try {
      await send(relay, taskToken, answer);
      return { kind: 'accepted' };
    } catch (error) {
      const fault = awsErrorWithout(taskToken, error);
      if (fault.kind === 'nonRetryable') return finalOutcome(fault, answer, unsure);
      unsure ||= fault.kind === 'unsure';
      if (attempt === TRIES || fault.needsOperator)
        return mark('send/failed-for-now', { kind: 'failed', fault, unsure });
      await relay.clock.wait(backOff(attempt, PAUSE_MS, relay.random));
      if (relay.quota.take(operation) > 0)
        return mark('send/over-the-quota', { kind: 'failed', fault, unsure });
      mark('send/tries-again');
    }
  }
}

export function operationOf(answer: Answer): 'SendTaskSuccess' | 'SendTaskFailure' {
  return answer.kind === 'succeeded' ? 'SendTaskSuccess' : 'SendTaskFailure';
}

/** Whether the task no longer waits: expired, or already closed. Both names are in use, and mean the same. */
export function isGone(fault: AwsError): boolean {
  return fault.name === 'TaskTimedOut' || fault.name === 'TaskDoesNotExist';
}

function send({ tasks }: Relay, taskToken: string, answer: Answer): Promise<void> {
  return answer.kind === 'succeeded'
    ? tasks.sendTaskSuccess(taskToken, answer.output)
    : tasks.sendTaskFailure(taskToken, answer.error, answer.cause);
}

function finalOutcome(fault: AwsError, answer: Answer, unsure: boolean): Sent {
  if (isGone(fault)) return { kind: 'gone', unsure };
  const isOfOutput = fault.name === 'InvalidOutput' || fault.name === 'ValidationException';
  if (isOfOutput && answer.kind === 'succeeded') return { kind: 'unacceptable', fault };
  return { kind: 'refused', fault, unsure };
}
