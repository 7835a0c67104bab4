import type { Cause } from './cause.ts';
import type { Facts } from './facts.ts';

/* What went wrong between the bus and Step Functions. */

export function grantMissing({ relay, callback }: Facts): Cause | undefined {
  const denied = relay.faults.findLast(({ fields }) => fields.message === 'call denied');
  if (denied === undefined) return undefined;
  const { operation, error } = denied.fields;
  return {
    code: 'grant-missing',
    says: `AWS denies the relay ${String(operation)}: the result is here, and cannot be passed on.`,
    evidence: [`${denied.at} call denied: ${String(operation)}, ${String(error)}`],
    todo: [
      `relay.grantTaskResponse(stateMachine) in the stack of ${callback.stateMachine ?? 'the state machine'}, and deploy it. The result is kept and is tried again.`,
    ],
  };
}

export function resultInDeadLetters({ relay }: Facts): Cause | undefined {
  const [letter] = relay.deadLetters;
  if (letter === undefined) return undefined;
  return {
    code: 'result-in-dead-letter-queue',
    says: "The result is in the relay's dead-letter queue.",
    evidence: [
      `message ${letter.messageId}, sent ${letter.sentAt ?? 'at an unknown time'}${letter.reason === undefined ? '' : `: ${letter.reason}`}`,
    ],
    todo: ['Put right what the log of the relay names, then redrive: callback-relay redrive results'],
  };
}

export function relayOff({ relay }: Facts): Cause | undefined {
  if (relay.consumer?.enabled !== false) return undefined;
  return {
    code: 'relay-off',
    says: 'The relay is switched off: its event source mapping is disabled. Results wait in its queue.',
    evidence: [`${relay.queue?.name ?? 'the relay queue'}: ${relay.queue?.visible ?? 0} waiting`],
    todo: [`Enable the event source mapping of ${relay.consumer.functionName}.`],
  };
}

export function relayFailing({ relay }: Facts): Cause | undefined {
  const fault = relay.faults.at(-1);
  if (fault === undefined) return undefined;
  return {
    code: 'relay-failing',
    says: 'The relay has the result, and its calls to AWS fail; it goes on trying.',
    evidence: [`${fault.at} ${String(fault.fields.operation)}: ${String(fault.fields.error)}`],
    todo: ['Throttled? See the runbook, Throttled. Else look at the health of AWS.'],
  };
}
