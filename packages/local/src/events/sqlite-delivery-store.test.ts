import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Delivery } from './delivery.ts';
import { openSqliteDeliveryStore } from './sqlite-delivery-store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'events-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function delivery(id: string, attempts = 0): Delivery {
  return {
    id,
    ruleArn: 'arn:aws:events:eu-west-1:111122223333:rule/placed',
    ruleName: 'placed',
    target: { Id: 'q', Arn: 'arn:aws:sqs:eu-west-1:111122223333:orders' },
    event: {
      version: '0',
      id: 'e-1',
      'detail-type': 'Order Placed',
      source: 'shop',
      account: '111122223333',
      time: '2026-11-02T10:00:00Z',
      region: 'eu-west-1',
      resources: [],
      detail: { order: 7 },
    },
    ingestedAt: 1,
    attempts,
    nextAttemptAt: 2,
  };
}

test('what was put and not removed is there after the file is opened again', () => {
  const file = join(folder, 'events.db');
  const store = openSqliteDeliveryStore(file);
  for (const id of ['a', 'b', 'c']) store.put(delivery(id));
  store.put(delivery('a', 3));
  store.remove('b');
  store.close();

  const reopened = openSqliteDeliveryStore(file);
  expect(reopened.all()).toEqual([delivery('a', 3), delivery('c')]);
  reopened.close();
});

test('a file of another version is refused by name', () => {
  const file = join(folder, 'events.db');
  const database = new DatabaseSync(file);
  database.exec('PRAGMA user_version = 7');
  database.close();
  expect(() => openSqliteDeliveryStore(file)).toThrow(
    `${file} can't be opened: its format is 7, and this version reads 1`,
  );
});

test('a file that is no database, or in no folder, is refused by name', () => {
  const file = join(folder, 'text');
  writeFileSync(
    file,
    'this is a text, long enough to have no header of a database in its first hundred bytes '.repeat(3),
  );
  expect(() => openSqliteDeliveryStore(file)).toThrow(file);
  expect(() => openSqliteDeliveryStore(join(folder, 'missing', 'events.db'))).toThrow('missing/events.db');
});
