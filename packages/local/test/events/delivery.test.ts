import { expect, test, vi } from 'vitest';
import { AwsError } from '../../src/foundation/aws-error.ts';
import { createMemoryKeyValueStore } from '../../src/foundation/data/key-value-store.ts';
import { account, type Call, putRule, queueArn, region, testEvents } from './test-runtime.ts';

const entry = { EventBusName: 'shop', Source: 'shop', DetailType: 'Placed', Detail: '{"n":1}' };
const dead = { DeadLetterConfig: { Arn: queueArn('dead') } };

function throttled(call: Call): void {
  if (!String(call.input.QueueUrl).endsWith('dead')) throw new AwsError('ThrottlingException', 'Slow down');
}

function outcomes(runtime: ReturnType<typeof testEvents>): string[] {
  return runtime.reports.map(({ outcome }) => outcome);
}

function attributes(call: Call | undefined): Record<string, string> {
  const given = (call?.input.MessageAttributes ?? {}) as Record<string, { StringValue: string }>;
  return Object.fromEntries(Object.entries(given).map(([name, { StringValue }]) => [name, StringValue]));
}

test('a target that is throttled is tried again, later each time, until it takes the event', async () => {
  let failures = 3;
  const runtime = testEvents({
    answer: () => {
      if (failures-- > 0) throw new AwsError('ServiceUnavailable', 'not now', 503);
    },
  });
  await putRule(runtime);
  await runtime.call('PutEvents', { Entries: [entry] });
  for (const delay of [1000, 2000, 4000]) {
    await vi.waitFor(() => expect(runtime.time.waiting()).toEqual([delay]));
    runtime.time.advance(delay - 1);
    expect(runtime.time.waiting()).toEqual([1]);
    runtime.time.advance(1);
  }
  await vi.waitFor(() =>
    expect(outcomes(runtime)).toEqual(['retrying', 'retrying', 'retrying', 'delivered']),
  );
  expect(new Set(runtime.calls.map(({ input }) => input.MessageBody)).size).toBe(1);
  expect(runtime.time.waiting()).toEqual([]);
});

test('after its last attempt the event is a dead letter that says why', async () => {
  const runtime = testEvents({ answer: throttled });
  await putRule(runtime, {
    targets: [{ Id: 'q', Arn: queueArn('orders'), RetryPolicy: { MaximumRetryAttempts: 1 }, ...dead }],
  });
  await runtime.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(runtime.time.waiting()).toEqual([1000]));
  runtime.time.advance(1000);
  await vi.waitFor(() => expect(outcomes(runtime)).toEqual(['retrying', 'dead-lettered']));

  const letter = runtime.calls.at(-1);
  expect(letter?.input.QueueUrl).toBe(`http://127.0.0.1/${account}/dead`);
  expect(JSON.parse(String(letter?.input.MessageBody))).toMatchObject({ id: 'id-1', detail: { n: 1 } });
  expect(attributes(letter)).toEqual({
    RULE_ARN: `arn:aws:events:${region}:${account}:rule/shop/placed`,
    TARGET_ARN: queueArn('orders'),
    ERROR_CODE: 'THROTTLING',
    ERROR_MESSAGE: 'Slow down',
    EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    RETRY_ATTEMPTS: '1',
  });
  expect(letter?.caller).toMatchObject({ servicePrincipal: 'events.amazonaws.com' });
});

test('an event that gets too old is a dead letter before its attempts are used up', async () => {
  const runtime = testEvents({ answer: throttled });
  await putRule(runtime, {
    targets: [{ Id: 'q', Arn: queueArn('orders'), RetryPolicy: { MaximumEventAgeInSeconds: 60 }, ...dead }],
  });
  await runtime.call('PutEvents', { Entries: [entry] });
  for (const delay of [1000, 2000, 4000, 8000, 16_000]) {
    await vi.waitFor(() => expect(runtime.time.waiting()).toEqual([delay]));
    runtime.time.advance(delay);
  }
  await vi.waitFor(() => expect(outcomes(runtime).at(-1)).toBe('dead-lettered'));
  expect(attributes(runtime.calls.at(-1))).toMatchObject({
    EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds',
    RETRY_ATTEMPTS: '5',
  });
});

test.each([
  ['a missing permission', new AwsError('AccessDenied', 'no', 403), 'NO_PERMISSIONS'],
  ['a missing queue', new AwsError('QueueDoesNotExist', 'gone'), 'NO_RESOURCE'],
  ['a function that is gone', new AwsError('ResourceNotFoundException', 'gone', 404), 'NO_RESOURCE'],
  ['a request that is wrong', new AwsError('InvalidMessageContents', 'bad'), 'SDK_CLIENT_ERROR'],
])('%s is not retried: the event is a dead letter at once', async (_, error, code) => {
  const runtime = testEvents({
    answer: ({ input }) => {
      if (!String(input.QueueUrl).endsWith('dead')) throw error;
    },
  });
  await putRule(runtime, { targets: [{ Id: 'q', Arn: queueArn('orders'), ...dead }] });
  await runtime.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(outcomes(runtime)).toEqual(['dead-lettered']));
  const { RULE_ARN, TARGET_ARN, ...rest } = attributes(runtime.calls.at(-1));
  expect(rest).toEqual({ ERROR_CODE: code, ERROR_MESSAGE: error.message });
});

test('a queue that the runtime does not know is not a resource', async () => {
  const runtime = testEvents();
  await putRule(runtime, { targets: [{ Id: 'q', Arn: queueArn('missing'), ...dead }] });
  await runtime.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(outcomes(runtime)).toEqual(['dead-lettered']));
  expect(attributes(runtime.calls.at(-1))).toMatchObject({ ERROR_CODE: 'NO_RESOURCE' });
});

test('without a dead-letter queue the event is dropped, as it is where that queue refuses it', async () => {
  const refuse = () => {
    throw new AwsError('AccessDenied', 'not yours', 403);
  };
  const without = testEvents({ answer: refuse });
  await putRule(without);
  await without.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(outcomes(without)).toEqual(['dropped']));

  const refused = testEvents({ answer: refuse });
  await putRule(refused, { targets: [{ Id: 'q', Arn: queueArn('orders'), ...dead }] });
  await refused.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(outcomes(refused)).toEqual(['dropped']));
  expect(refused.reports[0]?.failure?.message).toContain('its dead-letter queue refused it: not yours');
});

test('a target that fails does not hold up the others', async () => {
  const runtime = testEvents({
    answer: ({ input }) => {
      if (String(input.QueueUrl).endsWith('slow')) throw new AwsError('InternalFailure', 'x', 500);
    },
  });
  await putRule(runtime, { targets: ['slow', 'quick'].map((Id) => ({ Id, Arn: queueArn(Id) })) });
  await runtime.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(outcomes(runtime).sort()).toEqual(['delivered', 'retrying']));
});

test('what waits for a retry goes on after a restart, at its time and with its attempts', async () => {
  const kept = createMemoryKeyValueStore();
  const before = testEvents({ store: kept, answer: throttled });
  await putRule(before, {
    targets: [{ Id: 'q', Arn: queueArn('orders'), RetryPolicy: { MaximumRetryAttempts: 1 }, ...dead }],
  });
  await before.call('PutEvents', { Entries: [entry] });
  await vi.waitFor(() => expect(outcomes(before)).toEqual(['retrying']));
  await before.events.stop();
  expect(before.time.waiting()).toEqual([]);
  before.time.advance(60_000);
  expect(before.calls).toHaveLength(1);

  const after = testEvents({ store: kept, answer: throttled });
  expect(after.time.waiting()).toEqual([]);
  after.events.resume();
  after.events.resume();
  expect(after.time.waiting()).toEqual([1000]);
  after.time.advance(1000);
  await vi.waitFor(() => expect(outcomes(after)).toEqual(['dead-lettered']));
  expect(attributes(after.calls.at(-1))).toMatchObject({ RETRY_ATTEMPTS: '1' });
  expect([...kept.collection('deliveries').entries()]).toEqual([]);
});

test('an event whose delivery was under way when the process ended is delivered once more', async () => {
  const kept = createMemoryKeyValueStore();
  const before = testEvents({ store: kept, answer: () => new Promise(() => {}) });
  await putRule(before);
  await before.call('PutEvents', { Entries: [entry] });
  expect(before.calls).toHaveLength(1);

  const after = testEvents({ store: kept });
  after.events.resume();
  await vi.waitFor(() => expect(outcomes(after)).toEqual(['delivered']));
  expect(after.calls.map(({ input }) => input)).toEqual(before.calls.map(({ input }) => input));
});

test('going on with what was kept does not make an attempt twice that is under way', async () => {
  const runtime = testEvents({ answer: () => new Promise(() => {}) });
  await putRule(runtime);
  await runtime.call('PutEvents', { Entries: [entry] });
  runtime.events.resume();
  expect(runtime.calls).toHaveLength(1);
});

test('stopping waits for attempts under way and starts no other', async () => {
  let finish = () => {};
  const runtime = testEvents({ answer: () => new Promise<void>((resolve) => (finish = resolve)) });
  await putRule(runtime);
  await runtime.call('PutEvents', { Entries: [entry] });
  let stopped = false;
  const stopping = runtime.events.stop().then(() => {
    stopped = true;
  });
  await Promise.resolve();
  expect(stopped).toBe(false);
  finish();
  await stopping;
  expect(outcomes(runtime)).toEqual(['delivered']);
});
