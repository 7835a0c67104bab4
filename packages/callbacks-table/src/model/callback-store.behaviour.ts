import { describe, expect, it } from 'vitest';
import type { CallbackRow } from '../callback-row.ts';
import type { CallbackStore, ClaimAnswer } from '../callback-store.ts';
import { settledRow } from '../settled-row.ts';
import { writes } from './callback-store.cases.ts';
import {
  cancelled,
  claimed,
  closed,
  markedUnsent,
  parked,
  parkedBeside,
  remembered,
  sourcesAllowed,
  unclaimed,
  withdrawn,
} from './callback-writes.ts';
import { recordsProgress } from './progress.behaviour.ts';
import { correlationId, rows } from './sample-rows.cases.ts';

/** A store under test, and a way to its rows that goes round it. */
export interface CallbackStoreUnderTest {
  readonly store: CallbackStore;
  put(row: CallbackRow): Promise<void>;
  putAttempt(attemptKey: string, attempt: number): Promise<void>;
  /** Sets in any order. */
  get(correlationId: string): Promise<CallbackRow | undefined>;
}

type Create = () => Promise<CallbackStoreUnderTest>;

/**
 * What every `CallbackStore` must do: on every row, for every write, exactly what `model/callback-writes.ts` says.
 * `create` is called once a case, and must start from an empty table.
 */
export function behavesAsCallbackStore(create: Create): void {
  claims(create);
  changes(create);
  recordsProgress(create);
  closesTogether(create);
  finds(create);
}

function claims(create: Create): void {
  describe('claim: each row against each claim', () => {
    for (const [rowTitle, row] of Object.entries(rows)) {
      for (const [title, claim] of Object.entries(writes.claim)) {
        const expected = claimed(row, claim);
        it(`${expected === undefined ? 'refuses' : 'grants'} ${title} on ${rowTitle}`, async () => {
          const { store, put, get } = await create();
          if (row !== undefined) await put(row);
          const answer = await store.claim(claim);
          expect(answer.claimed).toBe(expected !== undefined);
          expect(inOrder(rowIn(answer, row))).toEqual(inOrder(row));
          expect(inOrder(await get(correlationId))).toEqual(inOrder(expected ?? row));
        });
      }
    }
  });
}

function changes(create: Create): void {
  changesRow(create, 'park', parked, writes.park, (store, write) => store.park(write));
  changesRow(create, 'parkBeside', parkedBeside, writes.park, (store, write) => store.parkBeside(write));
  changesRow(create, 'unclaim', unclaimed, writes.unclaim, (store, write) => store.unclaim(write));
  changesRow(create, 'close', closed, writes.close, (store, write) => store.close(write));
  changesRow(create, 'markUnsent', markedUnsent, writes.claim, (store, write) => store.markUnsent(write));
  changesRow(create, 'withdraw', withdrawn, writes.claim, (store, write) => store.withdraw(write));
  changesRow(create, 'remember', remembered, writes.remember, (store, write) => store.remember(write));
  changesRow(create, 'allowSources', sourcesAllowed, writes.allowSources, (store, write) =>
    store.allowSources(write),
  );
  changesRow(create, 'cancel', cancelled, writes.cancel, (store, write) => store.cancel(write));
}

function changesRow<Write>(
  create: Create,
  method: string,
  transition: (row: CallbackRow | undefined, write: Write) => CallbackRow | undefined,
  cases: Readonly<Record<string, Write>>,
  change: (store: CallbackStore, write: Write) => Promise<boolean>,
): void {
  describe(`${method}: each row against each write`, () => {
    for (const [rowTitle, row] of Object.entries(rows)) {
      for (const [title, write] of Object.entries(cases)) {
        const expected = transition(row, write);
        it(`${expected === undefined ? 'refuses' : 'does'} ${title} on ${rowTitle}`, async () => {
          const { store, put, get } = await create();
          if (row !== undefined) await put(row);
          expect(await change(store, write)).toBe(expected !== undefined);
          expect(inOrder(await get(correlationId))).toEqual(inOrder(expected ?? row));
        });
      }
    }
  });
}

function closesTogether(create: Create): void {
  describe('closeAll', () => {
    it('writes every row, and answers with those that it left', async () => {
      const { store, get } = await create();
      const settling = Object.values(rows).find((row) => row?.state === 'settling');
      if (settling?.state !== 'settling') throw new Error('there is a settling row among the cases');
      const closing = Object.values(writes.close)[0];
      if (closing === undefined) throw new Error('there is a closing among the cases');
      const settled = ['orders:a', 'orders:b', 'orders:c'].map((id) => ({
        ...settledRow(settling, closing),
        correlationId: id,
      }));
      const left = await store.closeAll(settled);
      for (const row of settled.filter((one) => !left.includes(one.correlationId))) {
        expect(inOrder(await get(row.correlationId))).toEqual(inOrder(row));
      }
    });
  });
}

function finds(create: Create): void {
  describe('reads', () => {
    it('reads every row as it is', async () => {
      for (const row of Object.values(rows)) {
        const { store, put } = await create();
        if (row !== undefined) await put(row);
        expect(inOrder(await store.read(correlationId))).toEqual(inOrder(row));
      }
    });

    it('finds the callbacks of an execution that are not settled, page by page', async () => {
      const { store, put } = await create();
      const ids: string[] = [];
      for (const [at, row] of Object.values(rows).entries()) {
        if (row === undefined) continue;
        const id = `orders:${at}`;
        await put({ ...row, correlationId: id });
        if ('execution' in row) ids.push(id);
      }
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.callbacksOf('execution-1', cursor);
        found.push(...page.correlationIds);
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(found.sort()).toEqual(ids.sort());
      expect((await store.callbacksOf('execution-9')).correlationIds).toEqual([]);
    });

    it('reads the newest attempt of a task, or that it was never retried', async () => {
      const { store, putAttempt } = await create();
      expect(await store.newestAttempt('orders#task')).toBeUndefined();
      await putAttempt('orders#task', 3);
      expect(await store.newestAttempt('orders#task')).toBe(3);
    });
  });
}

/** The row as the answer has it: a refusal may leave it out, and then `row` stands in for it. */
function rowIn(answer: ClaimAnswer, row: CallbackRow | undefined): CallbackRow | undefined {
  return answer.claimed ? answer.before : (answer.row ?? row);
}

/** Sets have no order: lists of names are compared sorted. */
function inOrder(row: CallbackRow | undefined): unknown {
  if (row === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]),
  );
}
