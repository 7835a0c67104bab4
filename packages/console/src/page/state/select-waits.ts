import type { Wait } from '@callback-relay/operator';

export type Order = 'id' | 'worker' | 'age' | 'deadline';

export interface Selection {
  readonly search: string;
  readonly worker: string;
  readonly machine: string;
  readonly order: Order;
  readonly isReversed: boolean;
}

export function selectWaits(
  all: readonly Wait[],
  { search, worker, machine, order, isReversed }: Selection,
): readonly Wait[] {
  const found = all.filter(
    (wait) =>
      (worker === '' || wait.sources.includes(worker)) &&
      (machine === '' || wait.stateMachine === machine) &&
      (search === '' ||
        `${wait.correlationId} ${wait.sources.join(' ')} ${wait.stateMachine} ${wait.execution}`
          .toLowerCase()
          .includes(search)),
  );
  const keyed = found.map((wait) => [keys[order](wait), wait] as const);
  keyed.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  const sorted = keyed.map(([, wait]) => wait);
  return isReversed ? sorted.reverse() : sorted;
}

// ISO 8601 in UTC sorts as text; what has no time comes last.
const keys: Readonly<Record<Order, (wait: Wait) => string>> = {
  id: ({ correlationId }) => correlationId,
  worker: ({ sources }) => sources.join(),
  age: ({ openedAt = '~' }) => openedAt,
  deadline: ({ deadline = '~' }) => deadline,
};
