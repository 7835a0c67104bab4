import { expect, it } from 'vitest';
import type { SettledRow } from '../callback-row.ts';
import type { NewCallback } from '../opening-store.ts';
import { opened } from './opening-writes.ts';

const first: NewCallback = {
  ...{ correlationId: 'orders:1', idempotencyKey: 'task-1', business: true, taskToken: 'token-1' },
  ...{ openingId: 'opening-1', attempt: 0, execution: 'execution-1', openedAt: 1_000, deadline: 2_000 },
  ...{ allowedSources: ['orders.worker'], expiresAt: 3 },
};
const second: NewCallback = {
  ...first,
  ...{ idempotencyKey: 'task-2', taskToken: 'token-2', openingId: 'opening-2' },
};

function closed({ taskToken: _, execution: __, ...callback }: NewCallback): SettledRow {
  return { ...callback, state: 'settled', answeredBy: 'event-1', answers: {} };
}

it('a closed key is opened again, in the same millisecond too, and never by an opening that is older', () => {
  expect(opened(closed(first), second)).toMatchObject({ openingId: 'opening-2' });
  expect(opened(closed(first), { ...second, openedAt: 1_001 })).toMatchObject({ openingId: 'opening-2' });
  expect(opened(closed(first), { ...second, openedAt: 999 })).toBeUndefined();
});
