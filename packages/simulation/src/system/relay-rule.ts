import { openedEventType, relaySource } from '@callback-relay/contract';
import type { Rule } from '../services/event-bus.ts';
import type { Queue } from '../services/queue.ts';

export const statusChange = 'Step Functions Execution Status Change';

const endedStates: readonly unknown[] = ['ABORTED', 'TIMED_OUT', 'FAILED', 'SUCCEEDED'];

/** The three rules of the relay's construct: what others publish as a result or misspell, openings over parked results, ended executions. */
export function relayRule(queue: Queue): Rule {
  return {
    name: 'relay',
    matches({ source, 'detail-type': type, detail }) {
      if (source === relaySource) return type === openedEventType;
      if (source !== 'aws.states') return type.toLowerCase().startsWith('callback');
      return type === statusChange && endedStates.includes((detail as { readonly status?: unknown }).status);
    },
    target: (event) => queue.send(JSON.stringify(event)),
  };
}
