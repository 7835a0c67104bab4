import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, onTestFinished, test } from 'vitest';
import { functionResources } from './app.ts';
import { runtime } from './runtime.ts';

/** A line of the console without what Lambda puts before it: time, request ID and level. */
const printed = (message = '') => message.split('\t').at(-1);

async function logging() {
  const local = await runtime(functionResources('worker'));
  const client = new CloudWatchLogsClient(local.clientConfig);
  onTestFinished(() => client.destroy());
  const filter = (input: object) =>
    client.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/worker', ...input }));
  const messages = async (input: object = {}) =>
    ((await filter(input)).events ?? []).map(({ message }) => printed(message));
  return { local, client, filter, messages };
}

test('what a function printed is in the log group that Lambda gives it, with the time of the runtime', async () => {
  const { local, filter } = await logging();
  await local.invoke('worker', { prints: ['one', 'two'] });
  const { events = [] } = await filter({});
  expect(events.map(({ message, timestamp }) => [printed(message), timestamp])).toEqual([
    ['one', local.now()],
    ['two', local.now()],
  ]);
});

test.each([
  ['terms, all of them', 'order paid', ['order 1 paid']],
  ['a term in quotes as it stands', '"order 2"', ['order 2 open']],
  ['quotes within quotes', '"\\"a\\":1"', ['{"a":1}']],
  ['nothing that no line has', 'absent', []],
])('a filter pattern finds %s', async (_, filterPattern, expected) => {
  const { local, messages } = await logging();
  await local.invoke('worker', { prints: ['order 1 paid', 'order 2 open', '{"a":1}'] });
  expect(await messages({ filterPattern })).toEqual(expected);
});

test('lines are read from a time on, and page by page', async () => {
  const { local, filter, messages } = await logging();
  await local.invoke('worker', { prints: ['before'] });
  await local.advance(1000);
  await local.invoke('worker', { prints: ['one', 'two', 'three'] });
  expect(await messages({ startTime: local.now() })).toEqual(['one', 'two', 'three']);
  const first = await filter({ startTime: local.now(), limit: 2 });
  const second = await filter({ startTime: local.now(), limit: 2, nextToken: first.nextToken });
  expect([first, second].map(({ events = [] }) => events.length)).toEqual([2, 1]);
  expect(second.nextToken).toBeUndefined();
});

test('log groups are listed by prefix', async () => {
  const { client } = await logging();
  const { logGroups } = await client.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/lambda/work' }),
  );
  expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/aws/lambda/worker']);
});

test('a group that is of no function does not exist, and a pattern over fields is refused by name', async () => {
  const { filter } = await logging();
  await expect(filter({ logGroupName: '/aws/lambda/missing' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(filter({ filterPattern: '{ $.a = 1 }' })).rejects.toThrow(
    /not supported by the local runtime/,
  );
});
