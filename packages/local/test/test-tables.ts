import { onTestFinished } from 'vitest';
import type { Clock } from '../src/foundation/clock.ts';
import { openStore } from '../src/foundation/data/store.ts';
import { openTables, type TablesOptions } from '../src/tables/tables.ts';

const caller = { account: '000000000000', region: 'us-east-1' };
const stoppedClock: Clock = { now: () => 1_800_000_000_000, setTimer: () => ({ cancel: () => {} }) };

/** What a test reads of an answer. */
// biome-ignore lint/suspicious/noExplicitAny: answers have as many shapes as there are operations
export type Answer = any;

export type Call = (operation: string, input: Record<string, unknown>) => Promise<Answer>;

/** Test helper: an engine for one test, called by the operations' names. */
export function testTables({
  store = openStore(),
  clock = stoppedClock,
  onPolicy = () => {},
  onItem = () => {},
}: Partial<Pick<TablesOptions, 'store' | 'clock' | 'onPolicy' | 'onItem'>> = {}) {
  const tables = openTables({ ...caller, store, clock, timeToLiveLagSeconds: 60, onPolicy, onItem });
  onTestFinished(() => {
    tables.stop();
    store.close();
  });
  const call: Call = (operation, input) => {
    const run = tables.service.operations[operation];
    if (run === undefined) throw new Error(`There is no operation ${operation}.`);
    return run(input, caller);
  };
  return { call, tables };
}

/** Test helper: a table of items by `id`. */
export async function testTable(more: Record<string, unknown> = {}): Promise<Call> {
  const { call } = testTables();
  await call('CreateTable', { ...tableById, ...more });
  return call;
}

export const tableById = {
  TableName: 'items',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};

/** Test helper: items by `group` and the number `at`, with an index of each kind. */
export const tableByGroup = {
  TableName: 'groups',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'group', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
    { AttributeName: 'owner', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'group', KeyType: 'HASH' },
    { AttributeName: 'at', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'by-owner-in-group',
      KeySchema: [
        { AttributeName: 'group', KeyType: 'HASH' },
        { AttributeName: 'owner', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'by-owner',
      KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
    },
  ],
};
