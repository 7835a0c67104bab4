import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startLocal } from '../src/index.ts';
import { type Resources, trust, writeApp } from './app.ts';
import { type LocalOverHttp, queue, runtime } from './runtime.ts';

const ARN = 'arn:aws:sqs:us-east-1:000000000000';

const roleOf = (Action: string | string[], service = 'scheduler') => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust(service),
    Policies: [
      {
        PolicyName: 'p',
        PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
      },
    ],
  },
});

const schedule = (ScheduleExpression: string, target: object = {}, properties: object = {}) => ({
  Type: 'AWS::Scheduler::Schedule',
  Properties: {
    Name: 'tick',
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: `${ARN}:ticks`, RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, ...target },
    ...properties,
  },
});

const app = (expression: string, target?: object, properties?: object): Resources => ({
  Ticks: queue('ticks'),
  Dead: queue('dead'),
  Role: roleOf(['sqs:SendMessage', 'states:StartExecution']),
  Tick: schedule(expression, target, properties),
});

const inMinutes = (local: LocalOverHttp, minutes: number) =>
  `at(${new Date(local.now() + minutes * 60_000).toISOString().slice(0, 19)})`;

const methods = {
  CreateSchedule: 'POST',
  UpdateSchedule: 'PUT',
  GetSchedule: 'GET',
  ListSchedules: 'GET',
  DeleteSchedule: 'DELETE',
} as const;

/** A signed call of the REST API, as SDKs make it. */
async function call(local: LocalOverHttp, operation: keyof typeof methods, path: string, body?: object) {
  const answer = await fetch(`${local.endpoint}${path}`, {
    method: methods[operation],
    headers: {
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20261122/us-east-1/scheduler/aws4_request, Signature=0',
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('a schedule of a template', () => {
  test("fires at its rate, on the runtime's clock, with its input", async () => {
    const local = await runtime(
      app('rate(10 minutes)', { Input: '{"n":1,"at":"<aws.scheduler.scheduled-time>"}' }),
    );
    await local.advance(20 * 60_000);
    const { body } = await local.receiveMessage('ticks');
    expect(body).toMatchObject({ n: 1, at: expect.stringMatching(/^\d{4}-.*Z$/) as string });
    for (const _ of [2, 3]) expect((await local.receiveMessage('ticks')).body).toMatchObject({ n: 1 });
  });

  test('sends a notification where it has no input', async () => {
    const local = await runtime(app('rate(1 day)'));
    await local.advance(0);
    expect((await local.receiveMessage('ticks')).body).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      resources: ['arn:aws:scheduler:us-east-1:000000000000:schedule/default/tick'],
    });
  });

  test('starts a state machine, also by an operation of its API', async () => {
    const machine = {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'm',
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
        Definition: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
      },
    };
    const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:m';
    const universal = {
      Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',
      Input: JSON.stringify({ StateMachineArn: arn, Input: '{"by":"operation"}' }),
    };
    const local = await runtime({
      ...app('rate(1 day)', { Arn: arn, Input: '{"by":"template"}' }),
      Other: schedule('rate(1 day)', universal, { Name: 'other' }),
      MachineRole: roleOf('sqs:SendMessage', 'states'),
      Machine: machine,
    });
    const outputs: unknown[] = [];
    local.onLog((entry) => {
      if (entry.kind === 'history' && entry.event.type === 'ExecutionSucceeded')
        outputs.push(JSON.parse(String(entry.event.executionSucceededEventDetails?.output)));
    });
    await local.advance(0);
    expect(outputs).toEqual(expect.arrayContaining([{ by: 'template' }, { by: 'operation' }]));
  });

  test('is refused where it would be: expression, time zone, target, window, trust', async () => {
    const refused = (resources: Resources) => expect(runtime(resources)).rejects;
    await refused(app('every day')).toThrow('Invalid Schedule Expression every day.');
    await refused(app('rate(1 day)', {}, { ScheduleExpressionTimezone: 'Mars/One' })).toThrow('Mars/One');
    await refused(app('rate(1 day)', { Arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c' })).toThrow(
      'is not supported by the local runtime',
    );
    await refused(app('rate(1 day)', {}, { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } })).toThrow(
      'FlexibleTimeWindow',
    );
    await refused({ ...app('rate(1 day)'), Role: roleOf('sqs:SendMessage', 'events') }).toThrow(
      "can't be assumed by scheduler.amazonaws.com",
    );
  });
});

test('a target that refuses makes a dead letter that names it', async () => {
  const missing = { Arn: `${ARN}:nowhere`, DeadLetterConfig: { Arn: `${ARN}:dead` }, Input: 'lost' };
  const local = await runtime(app('rate(1 day)', missing));
  await local.advance(0);
  const letter = await local.receiveMessage('dead');
  expect(letter.body).toMatchObject({ MessageBody: 'lost' });
});

test('one that is throttled is tried again', async () => {
  const local = await runtime(app('rate(1 day)', { Input: '"later"' }));
  local.faults.throttle('sqs', 'SendMessage', 2);
  await local.advance(10_000);
  expect((await local.receiveMessage('ticks')).body).toBe('later');
});

test('a schedule is made, shown, listed, changed and deleted by calls', async () => {
  const local = await runtime({
    Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'team' } },
    ...app('rate(1 day)', {}, { State: 'DISABLED' }),
  });
  const RoleArn = local.resources.find(({ logicalId }) => logicalId === 'Role')?.arn;
  const wish = {
    GroupName: 'team',
    ScheduleExpression: inMinutes(local, 5),
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: `${ARN}:ticks`, RoleArn, Input: '"once"' },
  };
  const made = await call(local, 'CreateSchedule', '/schedules/once', wish);
  expect(made).toMatchObject({
    status: 200,
    body: { ScheduleArn: expect.stringContaining('/team/once') as string },
  });
  expect(await call(local, 'CreateSchedule', '/schedules/once', wish)).toMatchObject({ status: 409 });
  expect(
    await call(local, 'CreateSchedule', '/schedules/lost', { ...wish, GroupName: 'gone' }),
  ).toMatchObject({
    status: 404,
    body: { message: expect.stringContaining('Schedule group gone does not') },
  });
  // SDKs give each call a token, and send it again with the same where they have not heard the answer.
  for (const [ClientToken, status] of [
    ['first', 200],
    ['first', 200],
    ['second', 409],
  ] as const)
    expect(
      await call(local, 'CreateSchedule', '/schedules/sent-again', { ...wish, ClientToken }),
    ).toMatchObject({ status });
  await call(local, 'DeleteSchedule', '/schedules/sent-again?groupName=team');
  expect(await call(local, 'GetSchedule', '/schedules/once?groupName=team')).toMatchObject({
    body: {
      ...{ Name: 'once', State: 'ENABLED', ScheduleExpressionTimezone: 'UTC' },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 } },
    },
  });
  const changed = await call(local, 'UpdateSchedule', '/schedules/once', {
    ...wish,
    ScheduleExpression: inMinutes(local, 9),
  });
  expect(changed.status).toBe(200);
  expect((await call(local, 'ListSchedules', '/schedules?ScheduleGroup=team')).body.Schedules).toHaveLength(
    1,
  );
  await local.advance(9 * 60_000);
  expect((await local.receiveMessage('ticks')).body).toBe('once');
  expect(await call(local, 'GetSchedule', '/schedules/once?groupName=team')).toMatchObject({ status: 404 });
  expect((await call(local, 'DeleteSchedule', '/schedules/tick')).status).toBe(200);
  expect((await call(local, 'ListSchedules', '/schedules')).body.Schedules).toEqual([]);
});

const RoleArn = 'arn:aws:iam::000000000000:role/any';
const universal = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage';

test.each([
  [{ Target: 'jobs' }, /^Target: .*expected object/],
  [{ Target: { Arn: 5, RoleArn } }, /^Target\.Arn: .*expected string/],
  [{ Target: { Arn: `${ARN}:ticks`, RoleArn, RetryPolicy: [] } }, /^Target\.RetryPolicy: .*expected object/],
  [{ ScheduleExpression: 5 }, /^ScheduleExpression: .*expected string/],
  [{ StartDate: {} }, /^StartDate: .*expected a timestamp/],
  [{ FlexibleTimeWindow: 'OFF' }, /^FlexibleTimeWindow: .*expected object/],
  [{ FlexibleTimeWindow: undefined }, /Value null at 'flexibleTimeWindow' .* Member must not be null/],
  [{ FlexibleTimeWindow: { Mode: 'ON' } }, /'flexibleTimeWindow\.mode' .* enum value set: \[OFF, FLEXIBLE\]/],
  [{ ScheduleExpression: undefined }, /Value null at 'scheduleExpression'/],
  [{ Target: { RoleArn } }, /Value null at 'target\.arn'/],
  [{ Target: { Arn: `${ARN}:ticks`, RoleArn: 'x' } }, /'target\.roleArn' .* regular expression pattern/],
  [{ State: 'ON' }, /'state' .* enum value set: \[ENABLED, DISABLED\]/],
  [{ Target: { Arn: universal, RoleArn, Input: '5' } }, /Invalid RequestJson/],
  [{ Target: { Arn: universal, RoleArn, Input: 'null' } }, /Invalid RequestJson/],
])('a schedule with %j is refused by the name of its member', async (members, message) => {
  const local = await runtime(app('rate(1 day)'));
  const wish = {
    ScheduleExpression: 'rate(1 day)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: `${ARN}:ticks`, RoleArn },
    ...members,
  };
  const { status, body } = await call(local, 'CreateSchedule', '/schedules/odd', wish);
  expect(status).toBe(400);
  expect(body.message ?? body.Message).toMatch(message);
});

test('what came due while the runtime was down fires when it is up again, once', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'schedules-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const at = `at(${new Date(Date.now() + 1_500).toISOString().slice(0, 19)})`;
  const fixture = writeApp(app(at, { Input: '"due"' }));
  onTestFinished(fixture.remove);
  const first = await startLocal({ app: fixture.directory, dataDir, clock: 'stopped' });
  await first.stop();
  await expect.poll(() => Date.now() > Date.parse(`${at.slice(3, -1)}Z`), { timeout: 5_000 }).toBe(true);
  const second = await startLocal({ app: fixture.directory, dataDir, clock: 'stopped' });
  onTestFinished(second.stop);
  await second.advance(0);
  expect((await second.receiveMessage('ticks')).body).toBe('due');
});

test('a state machine sleeps until a schedule of its own sends its token back', async () => {
  const roleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };
  const local = await runtime({
    Role: roleOf('states:SendTaskSuccess'),
    MachineRole: roleOf(['scheduler:CreateSchedule', 'iam:PassRole'], 'states'),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'sleeping',
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
        Definition: {
          StartAt: 'Sleep',
          States: {
            Sleep: {
              Type: 'Task',
              Resource: 'arn:aws:states:::aws-sdk:scheduler:createSchedule.waitForTaskToken',
              Parameters: {
                'Name.$': '$$.Execution.Name',
                'ScheduleExpression.$': '$.when',
                FlexibleTimeWindow: { Mode: 'OFF' },
                ActionAfterCompletion: 'DELETE',
                Target: {
                  Arn: 'arn:aws:scheduler:::aws-sdk:sfn:sendTaskSuccess',
                  RoleArn: roleArn,
                  Input: { 'TaskToken.$': '$$.Task.Token', Output: '"awake"' },
                },
              },
              End: true,
            },
          },
        },
      },
    },
  });
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:sleeping';
  const input = JSON.stringify({ when: inMinutes(local, 30) });
  const { executionArn } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
  const execution = () => states.send(new DescribeExecutionCommand({ executionArn }));
  await local.advance(29 * 60_000);
  expect((await execution()).status).toBe('RUNNING');
  await local.advance(60_000);
  expect(await execution()).toMatchObject({ status: 'SUCCEEDED', output: '"awake"' });
});
