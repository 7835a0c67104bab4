import { expect, test } from 'vitest';
import { openStore } from '../foundation/data/store.ts';
import type { Delivery } from './delivery.ts';
import { createStoredDeliveries } from './stored-deliveries.ts';

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

test('what was put and not removed is there after a restart', () => {
  const store = openStore();
  const deliveries = createStoredDeliveries(store);
  for (const id of ['a', 'b', 'c']) deliveries.put(delivery(id));
  deliveries.put(delivery('a', 3));
  deliveries.remove('b');
  expect(createStoredDeliveries(store).all()).toEqual([delivery('a', 3), delivery('c')]);
  store.close();
});
