import { expect, test, vi } from 'vitest';
import type { KeyValueStore } from '../../src/foundation/data/key-value-store.ts';
import { account, developer, putRule, queueArn, region, testEvents } from './test-runtime.ts';

const entry = {
  EventBusName: 'shop',
  Source: 'shop.orders',
  DetailType: 'Order Placed',
  Detail: '{"order":{"id":7}}',
};
const pattern = { source: [{ prefix: 'shop.' }] };

function bodies(runtime: ReturnType<typeof testEvents>): Record<string, unknown>[] {
  return runtime.calls.map(({ input }) => JSON.parse(String(input.MessageBody)));
}

const fullStore: KeyValueStore = {
  collection: () => ({
    entries: () => [],
    remove() {},
    put() {
      throw new Error('database or disk is full');
    },
  }),
};

test('an event that a rule matches reaches the queue as AWS shapes it, on behalf of the rule', async () => {
  const runtime = testEvents();
  await putRule(runtime, { pattern });

  const answer = await runtime.call('PutEvents', { Entries: [{ ...entry, Resources: ['arn:x'] }] });

  expect(answer).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: 'id-1' }] });
  expect(runtime.calls).toEqual([
    {
      service: 'sqs',
      operation: 'SendMessage',
      input: {
        QueueUrl: `http://127.0.0.1/${account}/orders`,
        MessageBody:
          '{"version":"0","id":"id-1","detail-type":"Order Placed","source":"shop.orders","account":"111122223333",' +
          '"time":"2026-11-02T10:00:00Z","region":"eu-west-1","resources":["arn:x"],"detail":{"order":{"id":7}}}',
      },
      caller: {
        account,
        region,
        servicePrincipal: 'events.amazonaws.com',
        sourceArn: `arn:aws:events:${region}:${account}:rule/shop/placed`,
      },
    },
  ]);
  await vi.waitFor(() => expect(runtime.reports.map(({ outcome }) => outcome)).toEqual(['delivered']));
});

test('an event goes to every target of every enabled rule that matches, and to no other', async () => {
  const runtime = testEvents();
  const targets = ['a', 'b'].map((Id) => ({ Id, Arn: queueArn(Id) }));
  await putRule(runtime, { pattern, targets });
  await putRule(runtime, {
    name: 'also',
    pattern: { source: ['shop.orders'] },
    targets: [{ Id: 'c', Arn: queueArn('c') }],
  });
  await putRule(runtime, {
    name: 'other',
    pattern: { source: ['bank'] },
    targets: [{ Id: 'd', Arn: queueArn('d') }],
  });
  await putRule(runtime, { name: 'off', pattern, targets: [{ Id: 'e', Arn: queueArn('e') }] });
  await runtime.call('DisableRule', { Name: 'off', EventBusName: 'shop' });

  await runtime.call('PutEvents', { Entries: [entry] });

  const reached = runtime.calls.map(({ input }) => String(input.QueueUrl).split('/').at(-1));
  expect(reached.sort()).toEqual(['a', 'b', 'c']);
});

test("the envelope has the publisher's account, whatever bus it publishes to", async () => {
  const runtime = testEvents();
  await putRule(runtime, { pattern });
  const bus = `arn:aws:events:${region}:${account}:event-bus/shop`;
  const guest = { account: '444455556666', region };
  await runtime.call('PutEvents', { Entries: [{ ...entry, EventBusName: bus }] }, guest);
  expect(bodies(runtime)[0]).toMatchObject(guest);
});

test('Time may be epoch seconds or ISO 8601, and is cut to the second', async () => {
  const runtime = testEvents();
  await putRule(runtime, { pattern });
  const times = [1_700_000_000.9, '2023-11-14T22:13:20.750Z'];
  await runtime.call('PutEvents', { Entries: times.map((Time) => ({ ...entry, Time })) });
  expect(bodies(runtime).map(({ time }) => time)).toEqual(['2023-11-14T22:13:20Z', '2023-11-14T22:13:20Z']);
});

test.each([
  [
    'Source',
    { Source: undefined },
    'InvalidArgument',
    'Parameter Source is not valid. Reason: Source is a required argument.',
  ],
  [
    'DetailType',
    { DetailType: '' },
    'InvalidArgument',
    'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
  ],
  [
    'Detail',
    { Detail: undefined },
    'InvalidArgument',
    'Parameter Detail is not valid. Reason: Detail is a required argument.',
  ],
  [
    'Time',
    { Time: 'yesterday' },
    'InvalidArgument',
    'Parameter Time is not valid. Reason: Time is not a timestamp.',
  ],
  ['a text as Detail', { Detail: 'hello' }, 'MalformedDetail', 'Detail is malformed.'],
  ['a JSON string as Detail', { Detail: '"hello"' }, 'MalformedDetail', 'Detail is malformed.'],
  ['an array as Detail', { Detail: '[1]' }, 'MalformedDetail', 'Detail is malformed.'],
  [
    'a source of AWS',
    { Source: 'aws.states' },
    'NotAuthorizedForSourceException',
    'Not authorized for the source.',
  ],
])(
  'an entry that is wrong in %s is answered alone, and its neighbours are delivered',
  async (_, wrong, ErrorCode, ErrorMessage) => {
    const runtime = testEvents();
    await putRule(runtime, { pattern: { region: [region] } });
    const answer = await runtime.call('PutEvents', { Entries: [entry, { ...entry, ...wrong }, entry] });
    expect(answer).toEqual({
      FailedEntryCount: 1,
      Entries: [
        { EventId: expect.any(String) },
        { ErrorCode, ErrorMessage },
        { EventId: expect.any(String) },
      ],
    });
    expect(runtime.calls).toHaveLength(2);
  },
);

test('entries may be 1 MiB together, in bytes, and not one more', async () => {
  const { call } = testEvents();
  const rest = Buffer.byteLength(entry.Source + entry.DetailType);
  // Two bytes a letter, and a space to make the number odd or even.
  const ofBytes = (count: number) => ({
    ...entry,
    Detail: `{"d":"${'é'.repeat(Math.floor((count - rest - 8) / 2))}"}${' '.repeat((count - rest) % 2)}`,
  });
  const put = (bytes: number) => call('PutEvents', { Entries: [ofBytes(500_000), ofBytes(bytes - 500_000)] });
  await expect(put(1_048_576)).resolves.toMatchObject({ FailedEntryCount: 0 });
  await expect(put(1_048_577)).rejects.toMatchObject({
    code: 'ValidationException',
    message: 'Total size of the entries in the request is over the limit.',
  });
});

test('a source that only begins like those of AWS is taken', async () => {
  const answer = await testEvents().call('PutEvents', { Entries: [{ ...entry, Source: 'awsome.shop' }] });
  expect(answer).toMatchObject({ FailedEntryCount: 0 });
});

test.each([
  [0, 'Member must have length greater than or equal to 1'],
  [11, 'Member must have length less than or equal to 10'],
])('%i entries are refused', async (count, rule) => {
  const { call } = testEvents();
  await expect(
    call('PutEvents', { Entries: Array.from({ length: count }, () => entry) }),
  ).rejects.toMatchObject({
    code: 'ValidationException',
    message: expect.stringContaining(`at 'entries' failed to satisfy constraint: ${rule}`),
  });
});

test('a global endpoint is refused', async () => {
  await expect(testEvents().call('PutEvents', { EndpointId: 'x.y', Entries: [entry] })).rejects.toMatchObject(
    {
      code: 'ValidationException',
      message: 'EndpointId is not supported by the local runtime.',
    },
  );
});

test('an entry for a bus that does not exist is taken and goes nowhere', async () => {
  const runtime = testEvents();
  await putRule(runtime, { pattern });
  const answer = await runtime.call('PutEvents', { Entries: [{ ...entry, EventBusName: 'nowhere' }] });
  expect(answer).toMatchObject({ FailedEntryCount: 0 });
  expect(runtime.calls).toEqual([]);
});

test.each([
  ['of another region', `arn:aws:events:us-west-2:${account}:event-bus/shop`, 'ValidationException'],
  [
    'of another account that is not there',
    `arn:aws:events:${region}:444455556666:event-bus/shop`,
    'AccessDeniedException',
  ],
  [
    'that is the default one of another account',
    `arn:aws:events:${region}:444455556666:event-bus/default`,
    'AccessDeniedException',
  ],
])('a call with an entry for a bus %s is refused as a whole', async (_, EventBusName, code) => {
  const runtime = testEvents();
  await putRule(runtime, { pattern });
  const call = runtime.call('PutEvents', { Entries: [entry, { ...entry, EventBusName }] });
  await expect(call).rejects.toMatchObject({ code });
  expect(runtime.calls).toEqual([]);
});

test('an entry whose delivery can not be kept is not taken, and may be tried again', async () => {
  const runtime = testEvents({ store: fullStore });
  await putRule(runtime, { pattern });
  const answer = await runtime.call('PutEvents', { Entries: [entry] });
  expect(answer).toEqual({
    FailedEntryCount: 1,
    Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'database or disk is full' }],
  });
  expect(runtime.calls).toEqual([]);
});

test("AWS's own events are published in process on the default bus", async () => {
  const runtime = testEvents();
  await putRule(runtime, { bus: 'default', pattern: { source: ['aws.states'] } });
  runtime.events.publish({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    resources: ['arn:aws:states:x'],
    detail: { status: 'FAILED' },
  });
  expect(bodies(runtime)).toEqual([
    {
      version: '0',
      id: 'id-1',
      'detail-type': 'Step Functions Execution Status Change',
      source: 'aws.states',
      account: developer.account,
      time: '2026-11-02T10:00:00Z',
      region,
      resources: ['arn:aws:states:x'],
      detail: { status: 'FAILED' },
    },
  ]);
});

test("AWS's own events are lost and reported where they can't be kept, and nothing is thrown", async () => {
  const runtime = testEvents({ store: fullStore });
  await putRule(runtime, { bus: 'default', pattern: { source: ['aws.states'] } });
  runtime.events.publish({ source: 'aws.states', 'detail-type': 'x', detail: {} });
  await vi.waitFor(() => expect(runtime.reports.map(({ outcome }) => outcome)).toEqual(['not kept']));
});
