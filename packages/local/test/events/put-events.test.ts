import { expect, test, vi } from 'vitest';
import { account, region, testEvents } from './test-runtime.ts';

const queue = `arn:aws:sqs:${region}:${account}:orders`;
const entry = { Source: 'shop.orders', DetailType: 'Order Placed', Detail: '{"order":{"id":7}}' };

async function withRule(runtime: ReturnType<typeof testEvents>, target: Record<string, unknown> = {}) {
  await runtime.call('CreateEventBus', { Name: 'shop' });
  const pattern = JSON.stringify({ source: [{ prefix: 'shop.' }] });
  await runtime.call('PutRule', { Name: 'placed', EventBusName: 'shop', EventPattern: pattern });
  await runtime.call('PutTargets', {
    Rule: 'placed',
    EventBusName: 'shop',
    Targets: [{ Id: 'q', Arn: queue, ...target }],
  });
}

test('an event that a rule matches reaches the queue as AWS shapes it, on behalf of the rule', async () => {
  const runtime = testEvents();
  await withRule(runtime);

  const answer = await runtime.call('PutEvents', {
    Entries: [{ ...entry, EventBusName: 'shop', Resources: ['arn:x'] }],
  });

  expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: 'id-1' }] });
  expect(runtime.calls).toHaveLength(1);
  const { service, operation, input, caller } = runtime.calls[0] as (typeof runtime.calls)[0];
  expect([service, operation]).toEqual(['sqs', 'SendMessage']);
  expect(input.QueueUrl).toBe(`http://127.0.0.1/${account}/orders`);
  expect(input.MessageBody).toBe(
    '{"version":"0","id":"id-1","detail-type":"Order Placed","source":"shop.orders","account":"111122223333",' +
      '"time":"2026-11-02T10:00:00Z","region":"eu-west-1","resources":["arn:x"],"detail":{"order":{"id":7}}}',
  );
  expect(caller).toEqual({
    account,
    region,
    servicePrincipal: 'events.amazonaws.com',
    sourceArn: `arn:aws:events:${region}:${account}:rule/shop/placed`,
  });
  await vi.waitFor(() => expect(runtime.reports.map(({ outcome }) => outcome)).toEqual(['delivered']));
});
