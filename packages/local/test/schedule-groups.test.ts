import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { writeApp } from './app.ts';
import { queue, runtime } from './runtime.ts';

interface Endpoint {
  readonly endpoint: string;
}

const methods = {
  ...{ CreateSchedule: 'POST', GetSchedule: 'GET', ListSchedules: 'GET' },
  ...{ CreateScheduleGroup: 'POST', GetScheduleGroup: 'GET', DeleteScheduleGroup: 'DELETE' },
  ...{ ListScheduleGroups: 'GET', TagResource: 'POST', UntagResource: 'DELETE', ListTagsForResource: 'GET' },
} as const;

/** A signed call of the REST API, as SDKs make it. */
async function call(
  { endpoint }: Endpoint,
  operation: keyof typeof methods,
  path: string,
  body?: object,
  service = 'scheduler',
): Promise<Record<string, unknown>> {
  const method = methods[operation];
  const answer = await fetch(`${endpoint}${path}`, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=local/20261122/us-east-1/${service}/aws4_request, Signature=0`,
      'content-type': 'application/json',
      connection: 'close',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, ...((await answer.json()) as object) };
}

const groupArn = (name: string) => `arn:aws:scheduler:us-east-1:000000000000:schedule-group/${name}`;
const tagsOf = (name: string) => `/tags/${encodeURIComponent(groupArn(name))}`;
const schedule = {
  ScheduleExpression: 'rate(1 hour)',
  FlexibleTimeWindow: { Mode: 'OFF' },
  Target: {
    Arn: 'arn:aws:sqs:us-east-1:000000000000:jobs',
    RoleArn: 'arn:aws:iam::000000000000:role/any',
  },
};
const missing = (what: string) => ({ status: 404, Message: `${what} does not exist.` });

test('a group is made once, shown, listed and deleted with its schedules', async () => {
  const local = await runtime({
    Jobs: queue('jobs'),
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'of-template' } },
  });
  const made = { status: 200, ScheduleGroupArn: groupArn('team') };
  for (const _ of ['first', 'sent again'])
    expect(await call(local, 'CreateScheduleGroup', '/schedule-groups/team', { ClientToken: 'a' })).toEqual(
      made,
    );
  expect(
    await call(local, 'CreateScheduleGroup', '/schedule-groups/team', { ClientToken: 'b' }),
  ).toMatchObject({
    ...{ status: 409, Message: 'Schedule group team already exists.' },
  });
  const now = local.now() / 1000;
  expect(await call(local, 'GetScheduleGroup', '/schedule-groups/team')).toEqual({
    ...{ status: 200, Arn: groupArn('team'), Name: 'team', State: 'ACTIVE' },
    ...{ CreationDate: now, LastModificationDate: now },
  });
  expect(await call(local, 'ListScheduleGroups', '/schedule-groups')).toMatchObject({
    ScheduleGroups: [{ Name: 'default' }, { Name: 'of-template' }, { Name: 'team' }],
  });
  await call(local, 'CreateSchedule', '/schedules/tick', { ...schedule, GroupName: 'team' });
  await call(local, 'CreateSchedule', '/schedules/tick', schedule);
  expect(await call(local, 'DeleteScheduleGroup', '/schedule-groups/team?clientToken=c')).toEqual({
    status: 200,
  });
  expect(await call(local, 'ListSchedules', '/schedules')).toMatchObject({
    Schedules: [{ GroupName: 'default' }],
  });
  for (const operation of ['GetScheduleGroup', 'DeleteScheduleGroup'] as const)
    expect(await call(local, operation, '/schedule-groups/team')).toMatchObject(
      missing('Schedule group team'),
    );
  expect(await call(local, 'GetSchedule', '/schedules/tick?groupName=team')).toMatchObject(
    missing('Schedule tick'),
  );
  expect(await call(local, 'DeleteScheduleGroup', '/schedule-groups/default')).toMatchObject({ status: 400 });
});

test('tags of a group are set, listed and taken away', async () => {
  const local = await runtime({ Jobs: queue('jobs') });
  const [a, b, c] = ['a', 'b', 'c'].map((Key) => ({ Key, Value: '1' }));
  await call(local, 'CreateScheduleGroup', '/schedule-groups/team', { Tags: [a] });
  await call(local, 'TagResource', tagsOf('team'), { Tags: [b, c] });
  expect(await call(local, 'ListTagsForResource', tagsOf('team'))).toEqual({ status: 200, Tags: [a, b, c] });
  expect(await call(local, 'UntagResource', `${tagsOf('team')}?TagKeys=a&TagKeys=c`)).toEqual({
    status: 200,
  });
  expect(await call(local, 'ListTagsForResource', tagsOf('team'))).toEqual({ status: 200, Tags: [b] });
  expect(await call(local, 'UntagResource', `${tagsOf('team')}?TagKeys=b`)).toEqual({ status: 200 });
  expect(await call(local, 'ListTagsForResource', tagsOf('team'))).toEqual({ status: 200, Tags: [] });
  expect(await call(local, 'ListTagsForResource', tagsOf('none'))).toMatchObject(
    missing('Schedule group none'),
  );
  expect(await call(local, 'ListTagsForResource', '/tags/x')).toMatchObject({
    ...{ status: 400, Message: expect.stringContaining("Value 'x' at 'resourceArn' failed") },
  });
});

test('tags of a service that does not run here are none of schedules', async () => {
  const local = await runtime({ Jobs: queue('jobs') });
  expect(await call(local, 'ListTagsForResource', '/tags/x', undefined, 'apigateway')).toMatchObject({
    message: expect.stringContaining('apigateway is not supported by the local runtime'),
  });
});

test('lists come in pages', async () => {
  const local = await runtime({ Jobs: queue('jobs') });
  for (const name of ['s1', 's2', 's3']) {
    await call(local, 'CreateSchedule', `/schedules/${name}`, schedule);
    await call(local, 'CreateScheduleGroup', `/schedule-groups/${name}`, {});
  }
  const first = await call(local, 'ListSchedules', '/schedules?MaxResults=2');
  expect(first).toMatchObject({ Schedules: [{ Name: 's1' }, { Name: 's2' }] });
  const second = await call(local, 'ListSchedules', `/schedules?MaxResults=2&NextToken=${first.NextToken}`);
  expect(second).toMatchObject({ status: 200, Schedules: [{ Name: 's3' }] });
  expect(second).not.toHaveProperty('NextToken');
  expect(await call(local, 'ListScheduleGroups', '/schedule-groups?NamePrefix=s&MaxResults=1')).toMatchObject(
    {
      ScheduleGroups: [{ Name: 's1' }],
      NextToken: expect.any(String),
    },
  );
  for (const query of ['MaxResults=0', 'MaxResults=101', 'MaxResults=x', 'NextToken=x'])
    expect(await call(local, 'ListSchedules', `/schedules?${query}`)).toMatchObject({ status: 400 });
});

test.each([
  [
    'a b',
    "Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern",
  ],
  ['a'.repeat(65), 'Member must have length less than or equal to 64'],
])('the name %j is refused, of a group and of a schedule', async (name, message) => {
  const local = await runtime({ Jobs: queue('jobs') });
  const path = encodeURIComponent(name);
  const refusal = { status: 400, Message: expect.stringContaining(message) };
  expect(await call(local, 'GetScheduleGroup', `/schedule-groups/${path}`)).toMatchObject(refusal);
  expect(await call(local, 'GetSchedule', `/schedules/${path}`)).toMatchObject(refusal);
});

test('groups that calls made are there after a restart, with their tags and dates', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'schedule-groups-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const app = writeApp({ Jobs: queue('jobs') });
  onTestFinished(app.remove);
  const first = await startLocal({ app: app.directory, dataDir, clock: 'stopped' });
  for (const name of ['kept', 'gone'])
    await call(first, 'CreateScheduleGroup', `/schedule-groups/${name}`, {});
  await call(first, 'TagResource', tagsOf('kept'), { Tags: [{ Key: 'a', Value: '1' }] });
  await call(first, 'DeleteScheduleGroup', '/schedule-groups/gone');
  const { CreationDate } = await call(first, 'GetScheduleGroup', '/schedule-groups/kept');
  await first.stop();
  const second = await startLocal({ app: app.directory, dataDir, clock: 'stopped' });
  onTestFinished(second.stop);
  expect(await call(second, 'ListScheduleGroups', '/schedule-groups')).toMatchObject({
    ScheduleGroups: [{ Name: 'default' }, { Name: 'kept', CreationDate }],
  });
  expect(await call(second, 'ListTagsForResource', tagsOf('kept'))).toMatchObject({ Tags: [{ Key: 'a' }] });
});
