import { describe, expect, it } from 'vitest';
import type { CallbackRow, Opened, ParkedResult } from '../callback-row.ts';
import type { AttemptRow, Opening, OpeningStore } from '../opening-store.ts';
import { adopted, confirmed, opened, recorded } from './opening-writes.ts';

/** A store under test, and a way to its rows that goes round it. */
export interface OpeningStoreUnderTest {
  readonly store: OpeningStore;
  put(row: CallbackRow | AttemptRow): Promise<void>;
  /** Every set in any order. */
  get(correlationId: string): Promise<CallbackRow | AttemptRow | undefined>;
}

/**
 * What every `OpeningStore` must do: on every row, for every opening, exactly what `model/opening-writes.ts` says.
 * `create` is called once a case, and must start from an empty table or from another key space.
 */
export function behavesAsOpeningStore(create: () => Promise<OpeningStoreUnderTest>): void {
  const operations = { open: opened, adopt: adopted, confirm: confirmed } as const;

  for (const [operation, transition] of Object.entries(operations)) {
    describe(`${operation}: each row against each opening`, () => {
      for (const [rowTitle, row] of Object.entries(rows)) {
        for (const [openingTitle, opening] of Object.entries(openings)) {
          const expected = transition(row, opening);
          it(`${expected === undefined ? 'refuses' : 'does'} ${openingTitle} on ${rowTitle}`, async () => {
            const { store, put, get } = await create();
            if (row !== undefined) await put(row);
            const done = await store[operation as keyof typeof operations](opening);
            expect(done).toBe(expected !== undefined);
            expect(inOrder(await get(correlationId))).toEqual(inOrder(expected ?? row));
          });
        }
      }
    });
  }

  describe('recordAttempt', () => {
    const attemptKey = 'orders#task';
    for (const stored of [undefined, 1, 2, 3]) {
      it(`${stored === 3 ? 'refuses' : 'records'} attempt 2 ${stored === undefined ? 'first' : `after ${stored}`}`, async () => {
        const { store, put, get } = await create();
        const row =
          stored === undefined ? undefined : { correlationId: attemptKey, attempt: stored, expiresAt: 9 };
        if (row !== undefined) await put(row);
        const attempt = { attemptKey, attempt: 2, expiresAt: 10 };
        const expected = recorded(row, attempt);
        expect(await store.recordAttempt(attempt)).toBe(expected !== undefined);
        expect(await get(attemptKey)).toEqual(expected ?? row);
      });
    }
  });
}

const correlationId = 'orders:order-1/payment';
const now = 1_000_000;

const opening: Opening = {
  correlationId,
  taskToken: 'token-new',
  openingId: 'opening-new',
  idempotencyKey: 'task',
  attempt: 1,
  business: true,
  execution: 'execution-new',
  deadline: now + 60_000,
  allowedSources: ['orders.worker', 'orders.people'],
  expiresAt: 2_000,
  now,
};

export const openings: Readonly<Record<string, Opening>> = {
  'an opening': opening,
  'an opening held to accounts': { ...opening, allowedAccounts: ['111122223333'] },
};

const parkedResult: ParkedResult = {
  event: {
    id: 'event-1',
    source: 'orders.worker',
    account: '111122223333',
    detailType: 'Callback Succeeded',
  },
  fingerprint: 'fingerprint-1',
  outcome: { answer: { kind: 'succeeded', output: '{"paid":true}' }, verdict: 'delivered' },
  parkedAt: 1,
  until: 2,
};

const anyRow = {
  correlationId,
  expiresAt: 1_500,
  answers: { 'event-0': { verdict: 'delivered', fingerprint: 'fingerprint-0', at: 1 } },
} as const;

const otherTask: Opened = {
  openingId: 'opening-other',
  idempotencyKey: 'task-other',
  attempt: 0,
  business: true,
  deadline: now + 1,
  allowedSources: ['orders.worker'],
  allowedAccounts: ['444455556666'],
};
const earlierAttempt: Opened = { ...otherTask, idempotencyKey: 'task' };
const sameAttempt: Opened = { ...earlierAttempt, attempt: 1 };
const thisOpening: Opened = { ...sameAttempt, openingId: 'opening-new' };
const pastDeadline: Opened = { ...otherTask, deadline: now - 1 };
const open = { taskToken: 'token-old', execution: 'execution-old' } as const;
const parked = { '111122223333/orders.worker': parkedResult } as const;
const settling = {
  state: 'settling',
  answeredBy: 'event-9',
  attempts: ['claim-1'],
} as const;

export const rows: Readonly<Record<string, CallbackRow | undefined>> = {
  'no row': undefined,
  'a parked row': { ...anyRow, state: 'parked', parked },
  ...withOpenings('a waiting row', (of) => ({ ...anyRow, ...of, ...open, state: 'waiting' })),
  ...withOpenings('a waiting row over parked results', (of) => ({
    ...anyRow,
    ...of,
    ...open,
    parked,
    state: 'waiting',
  })),
  ...withOpenings('a settling row', (of) => ({ ...anyRow, ...of, ...open, ...settling })),
  ...withOpenings('a settled row', (of) => ({ ...anyRow, ...of, state: 'settled', answeredBy: 'event-0' })),
  ...withOpenings('a cancelled row', (of) => ({
    ...anyRow,
    ...of,
    state: 'cancelled',
  })),
};

function withOpenings(title: string, row: (of: Opened) => CallbackRow): Record<string, CallbackRow> {
  return {
    [`${title} of another task`]: row(otherTask),
    [`${title} of another task past its deadline`]: row(pastDeadline),
    [`${title} of an earlier attempt`]: row(earlierAttempt),
    [`${title} of the same attempt with another token`]: row(sameAttempt),
    [`${title} of this very opening`]: row(thisOpening),
  };
}

/** Sets have no order: lists of names are compared sorted. */
function inOrder(row: CallbackRow | AttemptRow | undefined): unknown {
  if (row === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  );
}
