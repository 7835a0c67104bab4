import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTable } from '../../test/table.ts';
import type { OpenCondition, OpenPageRequest } from '../callback-reader.ts';
import type { WaitingRow } from '../callback-row.ts';
import { rows } from '../model/sample-rows.cases.ts';
import { callbackReader } from './callback-reader.ts';

let table: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  table = await startTable();
});
afterAll(() => table.stop());

const waiting = rows['a waiting row'] as WaitingRow;
const listed = [1, 2, 3, 4].map(
  (at): WaitingRow => ({
    ...waiting,
    correlationId: `${at < 4 ? 'orders' : 'people'}:${at}`,
    execution: `machine:${at < 3 ? 'first' : 'second'}`,
    openedAt: at * 10,
    deadline: at * 100,
    allowedSources: [at % 2 === 0 ? 'orders.even' : 'orders.odd'],
  }),
);
const whole: OpenPageRequest = { segment: 0, segments: 1 };

beforeEach(async () => {
  await table.clear();
});

async function filled() {
  for (const row of listed) await table.put(row);
  return callbackReader(table.client, table.name);
}

describe('a page of what is open', () => {
  it('has of each callback what its list shows, and no token', async () => {
    const reader = await filled();
    const { callbacks, scanned, readUnits, next } = await reader.openPage(whole);
    const shown = callbacks.toSorted((a, b) => a.correlationId.localeCompare(b.correlationId));
    expect(shown).toEqual(
      listed.map(({ correlationId, execution, openedAt, deadline, allowedSources }) => ({
        ...{ correlationId, execution, openedAt, deadline, allowedSources },
      })),
    );
    expect(scanned).toBe(4);
    expect(readUnits).toBeGreaterThan(0);
    expect(next).toBeUndefined();
  });

  it('goes on where the one before has ended, and shows each callback once', async () => {
    const reader = await filled();
    const found: string[] = [];
    let request: OpenPageRequest = { ...whole, limit: 1 };
    for (let pages = 0; pages < 10; pages++) {
      const { callbacks, scanned, next } = await reader.openPage(request);
      expect(scanned).toBe(callbacks.length);
      expect(callbacks.length).toBeLessThanOrEqual(1);
      found.push(...callbacks.map(({ correlationId }) => correlationId));
      if (next === undefined) break;
      expect(next).toEqual({ correlationId: found.at(-1), execution: callbacks[0]?.execution });
      request = { ...request, after: next };
    }
    expect(found.toSorted()).toEqual(listed.map(({ correlationId }) => correlationId));
  });

  it('is of one segment: all segments together show everything once', async () => {
    const reader = await filled();
    const pages = await Promise.all([0, 1, 2].map((segment) => reader.openPage({ segment, segments: 3 })));
    const ids = pages.flatMap(({ callbacks }) => callbacks.map(({ correlationId }) => correlationId));
    expect(ids.toSorted()).toEqual(listed.map(({ correlationId }) => correlationId));
  });

  it.each<[string, readonly OpenCondition[], readonly number[]]>([
    ['opened at most at a time', [{ attribute: 'openedAt', is: 'at-most', value: 20 }], [1, 2]],
    ['opened at least at a time', [{ attribute: 'openedAt', is: 'at-least', value: 30 }], [3, 4]],
    ['with a deadline at least', [{ attribute: 'deadline', is: 'at-least', value: 400 }], [4]],
    ['with an ID at most', [{ attribute: 'correlationId', is: 'at-most', value: 'orders:2' }], [1, 2]],
    ['of a namespace', [{ attribute: 'correlationId', is: 'prefixed', value: 'people:' }], [4]],
    ['of an execution', [{ attribute: 'execution', is: 'prefixed', value: 'machine:fir' }], [1, 2]],
    ['of a source', [{ attribute: 'allowedSources', is: 'containing', value: 'orders.odd' }], [1, 3]],
    [
      'for which all of several things hold',
      [
        { attribute: 'allowedSources', is: 'containing', value: 'orders.odd' },
        { attribute: 'openedAt', is: 'at-least', value: 20 },
      ],
      [3],
    ],
  ])('has those alone that are %s, and counts all that it read', async (_, conditions, expected) => {
    const reader = await filled();
    const { callbacks, scanned } = await reader.openPage({ ...whole, conditions });
    expect(callbacks.map(({ openedAt }) => openedAt).toSorted()).toEqual(expected.map((at) => at * 10));
    expect(scanned).toBe(4);
  });

  it('of an empty table is empty', async () => {
    const { openPage } = callbackReader(table.client, table.name);
    expect(await openPage(whole)).toMatchObject({ callbacks: [], scanned: 0 });
  });
});

describe('one who operates the table', () => {
  it('reads every row as it is, without its token', async () => {
    const reader = callbackReader(table.client, table.name);
    for (const row of Object.values(rows)) {
      await table.clear();
      if (row !== undefined) await table.put(row);
      const read = await reader.read(waiting.correlationId);
      if (row === undefined) expect(read).toBeUndefined();
      else {
        expect(read).toMatchObject({
          state: row.state,
          correlationId: row.correlationId,
          answers: row.answers,
        });
        expect(read).not.toHaveProperty('taskToken');
        expect(Object.keys(read ?? {}).sort()).toEqual(
          Object.entries(row)
            // DynamoDB has no empty sets.
            .filter(([name, value]) => name !== 'taskToken' && !(Array.isArray(value) && value.length === 0))
            .map(([name]) => name)
            .sort(),
        );
      }
    }
  });

  it('reads a row as it is at that moment', async () => {
    const consistent: unknown[] = [];
    const client = new DynamoDBClient(table.clientConfig);
    client.middlewareStack.add(
      (next) => (args) => {
        consistent.push('ConsistentRead' in args.input && args.input.ConsistentRead);
        return next(args);
      },
      { step: 'initialize' },
    );
    const reader = callbackReader(client, table.name);
    await reader.read(waiting.correlationId);
    await reader.newestAttempt('orders#task');
    expect(consistent).toEqual([true, true]);
    client.destroy();
  });

  it('reads the newest attempt of a task, where one is recorded', async () => {
    const reader = callbackReader(table.client, table.name);
    await table.put({ correlationId: 'orders#task', attempt: 2, openingId: 'o', expiresAt: 9 });
    await table.put({ correlationId: 'orders#apart', ambiguous: true, expiresAt: 9 });
    expect(await reader.newestAttempt('orders#task')).toBe(2);
    expect(await reader.newestAttempt('orders#apart')).toBeUndefined();
    expect(await reader.newestAttempt('orders#none')).toBeUndefined();
  });

  it('finds the open callbacks of an execution, and of no other', async () => {
    const reader = await filled();
    const found = await reader.ofExecution('machine:first');
    expect(found.toSorted()).toEqual(['orders:1', 'orders:2']);
    expect(await reader.ofExecution('machine:none')).toEqual([]);
  });
});
