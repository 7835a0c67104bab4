import { OperatorError } from '../operator-error.ts';
import type { Wait } from './wait.ts';

export interface WaitFilter {
  /** The event source that may answer. */
  readonly worker?: string;
  readonly namespace?: string;
  readonly stateMachine?: string;
  /** Name or ARN. */
  readonly execution?: string;
  /** Text that stands anywhere in the correlation ID, the sources, the state machine or the execution; any case. */
  readonly search?: string;
  /** Opened at least this long ago, in milliseconds. */
  readonly olderThan?: number;
  /** The deadline is at most this far away, in milliseconds. */
  readonly dueWithin?: number;
}

export const waitOrders = ['oldest', 'newest', 'deadline', 'id'] as const;
export type WaitOrder = (typeof waitOrders)[number];

export interface Selection {
  readonly order: WaitOrder;
  readonly limit: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

export function checkLimit(limit: number): void {
  if (!(Number.isInteger(limit) && limit > 0))
    throw new OperatorError('invalid-input', `A limit is a whole number from 1 on; given ${limit}.`);
}

export function matches(wait: Wait, filter: WaitFilter, now: number): boolean {
  const { worker, namespace, stateMachine, execution, search, olderThan, dueWithin } = filter;
  return (
    (worker === undefined || wait.sources.includes(worker)) &&
    (namespace === undefined || wait.namespace === namespace) &&
    (stateMachine === undefined || wait.stateMachine === stateMachine) &&
    (execution === undefined || wait.execution === execution || wait.executionArn === execution) &&
    (search === undefined || says(wait, search.toLowerCase())) &&
    (olderThan === undefined ||
      (wait.openedAt !== undefined && Date.parse(wait.openedAt) <= now - olderThan)) &&
    (dueWithin === undefined || (wait.deadline !== undefined && Date.parse(wait.deadline) <= now + dueWithin))
  );
}

function says({ correlationId, sources, stateMachine = '', execution = '' }: Wait, text: string): boolean {
  return [correlationId, ...sources, stateMachine, execution].some((each) =>
    each.toLowerCase().includes(text),
  );
}

// ISO 8601 in UTC sorts as text; what has no time comes last.
const byText = (one = '~', other = '~') => (one < other ? -1 : one > other ? 1 : 0);
const byId = (one: Wait, other: Wait) => byText(one.correlationId, other.correlationId);

export const comparisons: Readonly<Record<WaitOrder, (one: Wait, other: Wait) => number>> = {
  oldest: (one, other) => byText(one.openedAt, other.openedAt) || byId(one, other),
  newest: (one, other) => byText(other.openedAt, one.openedAt) || byId(one, other),
  deadline: (one, other) => byText(one.deadline, other.deadline) || byId(one, other),
  id: byId,
};
