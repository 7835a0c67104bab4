import { describe, expect, it } from 'vitest';
import type { CallbackDetails, CallbackRow, ParkedResult } from '../callback-row.ts';
import type { ChainRow, NewCallback, OpeningStore } from '../opening-store.ts';
import {
  attemptRecorded,
  markedAmbiguous,
  ofOurChain,
  opened,
  openedOverParked,
  ourOpening,
} from './opening-writes.ts';

/** A store under test, and a way to its rows that goes round it. */
export interface OpeningStoreUnderTest {
  readonly store: OpeningStore;
  put(row: CallbackRow | ChainRow): Promise<void>;
  /** Every set in any order. */
  get(correlationId: string): Promise<CallbackRow | ChainRow | undefined>;
}

/**
 * What every `OpeningStore` must do: on every row, for every opening, exactly what `model/opening-writes.ts` says.
 * `create` is called once a case, and must start from an empty table or from another key space.
 */
export function behavesAsOpeningStore(create: () => Promise<OpeningStoreUnderTest>): void {
  const operations = {
    open: opened,
    openOverParked: openedOverParked,
    isOurOpening: ourOpening,
    isOfOurChain: ofOurChain,
  } as const;

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

  recordsChains(create);
}

const chainKey = 'orders#task';
const attempt = { chainKey, attempt: 2, openingId: 'opening-new', expiresAt: 10 };
const chain: ChainRow = { correlationId: chainKey, attempt: 2, openingId: 'opening-new', expiresAt: 9 };

const chains: Readonly<Record<string, ChainRow | undefined>> = {
  'no record': undefined,
  'a record of the attempt before': { ...chain, attempt: 1, openingId: 'opening-old' },
  'a record of the same attempt': chain,
  'a record of the same attempt with another token': { ...chain, openingId: 'opening-other' },
  'a record of a later attempt': { ...chain, attempt: 3, openingId: 'opening-later' },
  'an ambiguous chain without attempts': { correlationId: chainKey, ambiguous: true, expiresAt: 9 },
  'an ambiguous chain': { ...chain, attempt: 1, ambiguous: true },
};

function recordsChains(create: () => Promise<OpeningStoreUnderTest>): void {
  describe('the record of a chain', () => {
    for (const [title, row] of Object.entries(chains)) {
      const expected = attemptRecorded(row, attempt);
      it(`${expected === undefined ? 'refuses' : 'records'} an attempt on ${title}`, async () => {
        const { store, put, get } = await create();
        if (row !== undefined) await put(row);
        expect(await store.recordAttempt(attempt)).toBe(expected !== undefined);
        expect(await get(chainKey)).toEqual(expected ?? row);
      });

      it(`marks ${title} as ambiguous`, async () => {
        const { store, put, get } = await create();
        if (row !== undefined) await put(row);
        expect(await store.markAmbiguous({ chainKey, expiresAt: 11 })).toBe(true);
        expect(await get(chainKey)).toEqual(markedAmbiguous(row, { chainKey, expiresAt: 11 }));
      });
    }
  });
}

const correlationId = 'orders:order-1/payment';
const now = 1_000_000;

const opening: NewCallback = {
  correlationId,
  taskToken: 'token-new',
  openingId: 'opening-new',
  idempotencyKey: 'task',
  attempt: 1,
  business: true,
  execution: 'execution-new',
  openedAt: now,
  deadline: now + 60_000,
  allowedSources: ['orders.worker', 'orders.people'],
  expiresAt: 2_000,
};

export const openings: Readonly<Record<string, NewCallback>> = {
  'an opening': opening,
  'an opening held to accounts': { ...opening, allowedAccounts: ['111122223333'] },
  'an opening of a minted ID': { ...opening, business: false },
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

const otherTask: CallbackDetails = {
  openingId: 'opening-other',
  idempotencyKey: 'task-other',
  attempt: 0,
  business: true,
  openedAt: now - 10,
  deadline: now + 1,
  allowedSources: ['orders.worker'],
  allowedAccounts: ['444455556666'],
};
const earlierAttempt: CallbackDetails = { ...otherTask, idempotencyKey: 'task' };
const sameAttempt: CallbackDetails = { ...earlierAttempt, attempt: 1 };
const laterAttempt: CallbackDetails = { ...earlierAttempt, attempt: 2 };
const laterOpening: CallbackDetails = { ...otherTask, openedAt: now + 10 };
const sameMoment: CallbackDetails = { ...otherTask, openedAt: now };
const laterPastDeadline: CallbackDetails = { ...laterAttempt, deadline: now - 1 };
const thisOpening: CallbackDetails = { ...sameAttempt, openingId: 'opening-new' };
const pastDeadline: CallbackDetails = { ...otherTask, deadline: now - 1 };
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

function withOpenings(title: string, row: (of: CallbackDetails) => CallbackRow): Record<string, CallbackRow> {
  return {
    [`${title} of another task`]: row(otherTask),
    [`${title} of another task past its deadline`]: row(pastDeadline),
    [`${title} of another task, opened later`]: row(laterOpening),
    [`${title} of another task, opened in the same millisecond`]: row(sameMoment),
    [`${title} of an earlier attempt`]: row(earlierAttempt),
    [`${title} of a later attempt`]: row(laterAttempt),
    [`${title} of a later attempt past its deadline`]: row(laterPastDeadline),
    [`${title} of the same attempt with another token`]: row(sameAttempt),
    [`${title} of this very opening`]: row(thisOpening),
  };
}

/** Sets have no order: lists of names are compared sorted. */
function inOrder(row: CallbackRow | ChainRow | undefined): unknown {
  if (row === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  );
}
