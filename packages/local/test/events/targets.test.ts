import { describe, expect, test, vi } from 'vitest';
import { createEvents } from '../../src/events/create-events.ts';
import { AwsError } from '../../src/foundation/aws-error.ts';
import { eventTargets } from '../../src/service-definitions.ts';
import {
  account,
  type Call,
  developer,
  manualClock,
  putRule,
  queueArn,
  region,
  testEvents,
} from './test-runtime.ts';

const entry = {
  EventBusName: 'shop',
  Source: 'shop',
  DetailType: 'Order Placed',
  Detail: '{"order":{"id":7,"tags":["a","b"]}}',
};
const rule = `arn:aws:events:${region}:${account}:rule/shop/placed`;

async function given(target: Record<string, unknown>): Promise<Call | undefined> {
  const runtime = testEvents();
  await putRule(runtime, { targets: [{ Id: 't', Arn: queueArn('orders'), ...target }] });
  await runtime.call('PutEvents', { Entries: [entry] });
  return runtime.calls[0];
}

async function body(target: Record<string, unknown>): Promise<string> {
  return String((await given(target))?.input.MessageBody);
}

describe('what a target is given', () => {
  test('a constant, as it was written', async () => {
    expect(await body({ Input: '{ "fixed": true }' })).toBe('{ "fixed": true }');
  });

  test.each([
    ['$.detail', '{"order":{"id":7,"tags":["a","b"]}}'],
    ['$.detail-type', '"Order Placed"'],
    ['$.detail.order.tags[1]', '"b"'],
    ['$.detail.absent', 'null'],
  ])('the part at %s', async (InputPath, expected) => {
    expect(await body({ InputPath })).toBe(expected);
  });

  test('a template with variables of the event', async () => {
    const InputPathsMap = {
      id: '$.detail.order.id',
      type: '$.detail-type',
      tags: '$.detail.order.tags',
      none: '$.detail.none',
    };
    const InputTemplate = '{"order": <id>, "text": "<type> of <id>", "tags": <tags>, "none": <none>}';
    expect(await body({ InputTransformer: { InputPathsMap, InputTemplate } })).toBe(
      '{"order": 7, "text": "Order Placed of 7", "tags": ["a","b"], "none": ""}',
    );
  });

  test("a template with EventBridge's own variables", async () => {
    const InputTemplate =
      '{"rule":<aws.events.rule-name>,"arn":"<aws.events.rule-arn>","at":<aws.events.event.ingestion-time>,' +
      '"event":<aws.events.event>,"all":<aws.events.event.json>}';
    const {
      rule: name,
      arn,
      at,
      event,
      all,
    } = JSON.parse(await body({ InputTransformer: { InputTemplate } }));
    expect([name, arn, at]).toEqual(['placed', rule, '2026-11-02T10:00:00Z']);
    expect(event).toEqual({
      id: 'id-1',
      account,
      detailType: 'Order Placed',
      time: '2026-11-02T10:00:00Z',
      source: 'shop',
      region,
      resources: [],
      version: '0',
    });
    expect(all).toMatchObject({ 'detail-type': 'Order Placed', detail: { order: { id: 7 } } });
  });
});

test('a FIFO queue gets the message group', async () => {
  const call = await given({ Arn: queueArn('orders.fifo'), SqsParameters: { MessageGroupId: 'g-1' } });
  expect(call?.input).toMatchObject({ MessageGroupId: 'g-1' });
});

test('a function is invoked asynchronously with the event', async () => {
  const Arn = `arn:aws:lambda:${region}:${account}:function:relay`;
  const call = await given({ Arn });
  expect([call?.service, call?.operation]).toEqual(['lambda', 'Invoke']);
  expect(call?.input).toMatchObject({ FunctionName: Arn, InvocationType: 'Event' });
  expect(JSON.parse(String(call?.input.Payload))).toMatchObject({ id: 'id-1', source: 'shop' });
  expect(call?.caller).toEqual({
    account,
    region,
    servicePrincipal: 'events.amazonaws.com',
    sourceArn: rule,
  });
});

describe('another bus', () => {
  const busArn = (name: string, owner = account) => `arn:aws:events:${region}:${owner}:event-bus/${name}`;
  const RoleArn = `arn:aws:iam::${account}:role/Forward`;

  async function forwarding(options: Parameters<typeof testEvents>[0] = {}, owner = account) {
    const runtime = testEvents(options);
    await putRule(runtime, { targets: [{ Id: 'b', Arn: busArn('audit', owner), RoleArn }] });
    await putRule(runtime, {
      bus: 'audit',
      name: 'all',
      caller: { account: owner, region },
      pattern: { source: ['shop'] },
      targets: [{ Id: 'q', Arn: `arn:aws:sqs:${region}:${owner}:orders` }],
    });
    return runtime;
  }

  test('gets the event as it was published, and its own rules apply', async () => {
    const runtime = await forwarding();
    await runtime.call('PutEvents', { Entries: [entry] });
    await vi.waitFor(() => expect(runtime.calls).toHaveLength(1));
    const { input, caller } = runtime.calls[0] as Call;
    expect(JSON.parse(String(input.MessageBody))).toMatchObject({
      id: 'id-1',
      account,
      time: '2026-11-02T10:00:00Z',
    });
    expect(caller.sourceArn).toBe(`arn:aws:events:${region}:${account}:rule/audit/all`);
  });

  test("is asked for under the target's role; a denial makes a dead letter", async () => {
    const asked: unknown[] = [];
    const runtime = await forwarding({
      authorize: (service, operation, input, caller) => {
        asked.push([service, operation, input.Entries, caller]);
        throw new AwsError('AccessDeniedException', 'denied');
      },
    });
    await runtime.call('PutEvents', { Entries: [entry] });
    await vi.waitFor(() => expect(runtime.reports.map(({ outcome }) => outcome)).toEqual(['dropped']));
    expect(runtime.reports[0]?.failure).toMatchObject({ code: 'NO_PERMISSIONS', retryable: false });
    const published = expect.objectContaining({
      EventBusName: busArn('audit'),
      Source: 'shop',
      DetailType: 'Order Placed',
    });
    expect(asked).toEqual([
      ['events', 'PutEvents', [published], { account, region, roleArn: RoleArn, sourceArn: rule }],
    ]);
  });

  test('may be in another account, but the event goes no further than that', async () => {
    const guest = '444455556666';
    const runtime = await forwarding({}, guest);
    const third = busArn('third', '777788889999');
    const caller = { account: guest, region };
    await runtime.call(
      'PutTargets',
      { Rule: 'all', EventBusName: 'audit', Targets: [{ Id: '3', Arn: third, RoleArn }] },
      caller,
    );
    await runtime.call('CreateEventBus', { Name: 'third' }, { account: '777788889999', region });
    await runtime.call('PutEvents', { Entries: [entry] });
    await vi.waitFor(() => expect(runtime.reports).toHaveLength(3));
    const failures = runtime.reports.flatMap(({ failure }) => failure?.code ?? []);
    expect(failures).toEqual(['THIRD_ACCOUNT_HOP_DETECTED']);
    expect(runtime.calls).toHaveLength(1);
  });

  test.each([
    ['that is gone', busArn('gone')],
    ['of another account that is not there', busArn('default', '444455556666')],
    ['of another region that is not there', busArn('default').replace(region, 'us-west-2')],
  ])('%s is no resource', async (_, Arn) => {
    const runtime = testEvents();
    await putRule(runtime, { targets: [{ Id: 'b', Arn, RoleArn }] });
    await runtime.call('PutEvents', { Entries: [entry] });
    await vi.waitFor(() => expect(runtime.reports[0]?.failure?.code).toBe('NO_RESOURCE'));
  });

  test('that sends it back leaves the process responsive', async () => {
    const runtime = await forwarding();
    const back = [{ Id: 'back', Arn: busArn('shop'), RoleArn }];
    await runtime.call('PutTargets', { Rule: 'all', EventBusName: 'audit', Targets: back });
    await runtime.call('PutEvents', { Entries: [entry] });
    await vi.waitFor(() => expect(runtime.calls.length).toBeGreaterThan(3));
    await runtime.events.stop();
  });
});

test('a listener that is taken off hears no more', async () => {
  const heard: string[] = [];
  const { clock } = manualClock();
  const events = createEvents({
    clock,
    account,
    region,
    targets: eventTargets,
    queueUrlOf: (arn) => arn,
    callService: async () => ({}),
  });
  const off = events.onDelivery(({ delivery }) => heard.push(delivery.event.source));
  const run = events.service.operations;
  await run.PutRule?.({ Name: 'r', EventPattern: '{"source":[{"prefix":""}]}' }, developer);
  await run.PutTargets?.({ Rule: 'r', Targets: [{ Id: 'q', Arn: queueArn('q') }] }, developer);
  events.publish({ source: 'aws.one', 'detail-type': 'x', detail: {} });
  await vi.waitFor(() => expect(heard).toEqual(['aws.one']));
  off();
  events.publish({ source: 'aws.two', 'detail-type': 'x', detail: {} });
  await events.stop();
  expect(heard).toEqual(['aws.one']);
});
