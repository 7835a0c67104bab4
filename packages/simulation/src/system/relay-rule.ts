import { openedEventType, relaySource } from '@callback-relay/contract';
import { mappedTwice } from '../scenario/foreign-event.ts';
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

/** A rule of a team that maps one event of the bus to a second result: EventBridge gives both its event ID. */
export function secondMappingRule(queue: Queue): Rule {
  return {
    name: 'second-mapping',
    matches: ({ detail }) => secondOutput(detail) !== undefined,
    target: (event) => {
      const detail = { ...(event.detail as object), output: secondOutput(event.detail) };
      queue.send(JSON.stringify({ ...event, detail }));
    },
  };
}

function secondOutput(detail: unknown): unknown {
  return (detail as { readonly [mappedTwice]?: unknown } | null)?.[mappedTwice];
}

function statusIn(detail: unknown): unknown {
  return (detail as { readonly status?: unknown }).status;
}
