import type { OpenCondition } from '@callback-relay/callbacks-table';
import type { Wait } from './wait.ts';
import type { WaitFilter, WaitOrder } from './wait-filter.ts';

/** What DynamoDB can say of a filter. It may let through more than the filter does, and never less. */
export function conditionsOf(filter: WaitFilter, now: number): readonly OpenCondition[] {
  const { worker, namespace, stateMachine, olderThan, dueWithin } = filter;
  return [
    worker !== undefined && { attribute: 'allowedSources', is: 'containing', value: worker },
    namespace !== undefined && { attribute: 'correlationId', is: 'prefixed', value: `${namespace}:` },
    stateMachine !== undefined && { attribute: 'execution', is: 'prefixed', value: `${stateMachine}:` },
    olderThan !== undefined && { attribute: 'openedAt', is: 'at-most', value: now - olderThan },
    dueWithin !== undefined && { attribute: 'deadline', is: 'at-most', value: now + dueWithin },
  ].filter((condition) => condition !== false) as OpenCondition[];
}

/** What comes in this order no later than `last` does; empty where all may, because `last` has no such time. */
export function boundOf(order: WaitOrder, last: Wait | undefined): readonly OpenCondition[] {
  if (last === undefined) return [];
  if (order === 'id') return [{ attribute: 'correlationId', is: 'at-most', value: last.correlationId }];
  const attribute = order === 'deadline' ? 'deadline' : 'openedAt';
  const time = last[attribute];
  if (time === undefined) return [];
  return [{ attribute, is: order === 'newest' ? 'at-least' : 'at-most', value: Date.parse(time) }];
}
