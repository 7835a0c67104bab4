import { openedEventType, relaySource } from '@callback-relay/contract';
import type { Rule } from '../services/event-bus.ts';
import type { Queue } from '../services/queue.ts';

export const statusChange = 'Step Functions Execution Status Change';

const unsuccessful: readonly unknown[] = ['ABORTED', 'TIMED_OUT', 'FAILED'];

/** Three of the four rules of the relay's construct: what others publish as a result or misspell, openings over parked results, executions that ended without success. */
export function relayRule(queue: Queue): Rule {
  return {
    name: 'relay',
    matches({ source, 'detail-type': type, detail }) {
      if (source === relaySource) return type === openedEventType;
      if (source !== 'aws.states') return type.toLowerCase().startsWith('callback');
      return type === statusChange && unsuccessful.includes(statusIn(detail));
    },
    target: (event) => queue.send(JSON.stringify(event)),
  };
}

/** The fourth: EventBridge names no delay, so `delaySeconds` is the deferred queue's own. */
export function succeededRule(deferred: Queue, delaySeconds: number): Rule {
  return {
    name: 'succeeded',
    matches: ({ source, 'detail-type': type, detail }) =>
      source === 'aws.states' && type === statusChange && statusIn(detail) === 'SUCCEEDED',
    target: (event) => deferred.send(JSON.stringify(event), delaySeconds * 1000),
  };
}

function statusIn(detail: unknown): unknown {
  return (detail as { readonly status?: unknown }).status;
}
