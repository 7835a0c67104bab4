import { describe, expect, test } from 'vitest';
import { account, developer, putRule, queueArn, region, testEvents } from './test-runtime.ts';

const created = Date.parse('2026-11-02T10:00:00.123Z') / 1000;
const busArn = (name: string) => `arn:aws:events:${region}:${account}:event-bus/${name}`;
const ruleArn = (path: string) => `arn:aws:events:${region}:${account}:rule/${path}`;
const queueTarget = { Id: 'q', Arn: queueArn('orders') };

function refusal(code: string, message: string | RegExp) {
  return { code, message: typeof message === 'string' ? message : expect.stringMatching(message) };
}

describe('buses', () => {
  test('are created, described, listed by name and page, and deleted; the default one is always there', async () => {
    const { call } = testEvents();
    for (const Name of ['b', 'a', 'c']) await call('CreateEventBus', { Name, Description: `bus ${Name}` });
    expect(await call('DescribeEventBus', { Name: 'a' })).toEqual({
      Name: 'a',
      Arn: busArn('a'),
      Description: 'bus a',
      CreationTime: created,
      LastModifiedTime: created,
    });
    expect(await call('DescribeEventBus', {})).toMatchObject({ Name: 'default', Arn: busArn('default') });

    const names = ({ EventBuses }: Record<string, unknown>) =>
      (EventBuses as { Name: string }[]).map(({ Name }) => Name);
    const first = await call('ListEventBuses', { Limit: 3 });
    expect(names(first)).toEqual(['a', 'b', 'c']);
    const second = await call('ListEventBuses', { Limit: 3, NextToken: first.NextToken });
    expect(names(second)).toEqual(['default']);
    expect(second.NextToken).toBeUndefined();
    expect(names(await call('ListEventBuses', { NamePrefix: 'b' }))).toEqual(['b']);

    await call('DeleteEventBus', { Name: 'b' });
    await call('DeleteEventBus', { Name: 'b' });
    await expect(call('DescribeEventBus', { Name: 'b' })).rejects.toMatchObject(
      refusal('ResourceNotFoundException', 'Event bus b does not exist.'),
    );
  });

  test("are one account's and region's own", async () => {
    const { call } = testEvents();
    await call('CreateEventBus', { Name: 'a' });
    const elsewhere = { account: '444455556666', region };
    await expect(call('DescribeEventBus', { Name: 'a' }, elsewhere)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    expect(await call('DescribeEventBus', { Name: busArn('a') }, elsewhere)).toMatchObject({ Name: 'a' });
  });

  test.each([
    ['CreateEventBus', { Name: 'shop' }, 'ResourceAlreadyExistsException', 'Event bus shop already exists.'],
    [
      'CreateEventBus',
      { Name: 'default' },
      'ResourceAlreadyExistsException',
      'Event bus default already exists.',
    ],
    ['CreateEventBus', { Name: 'a b' }, 'ValidationException', /regular expression pattern/],
    [
      'CreateEventBus',
      {},
      'ValidationException',
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    ],
    [
      'CreateEventBus',
      { Name: 'x', DeadLetterConfig: {} },
      'ValidationException',
      /^DeadLetterConfig .* is not supported by the local runtime/,
    ],
    ['DeleteEventBus', { Name: 'default' }, 'ValidationException', 'Cannot delete event bus default.'],
    [
      'DeleteEventBus',
      { Name: 'shop' },
      'ValidationException',
      "Event bus shop can't be deleted since it has rules.",
    ],
    ['ListEventBuses', { Limit: 0 }, 'ValidationException', /between 1 and 100/],
    ['ListEventBuses', { NextToken: 'x' }, 'ValidationException', 'Parameter NextToken is not valid.'],
  ])('%s of %j is refused', async (operation, input, code, message) => {
    const runtime = testEvents();
    await putRule(runtime);
    await expect(runtime.call(operation, input)).rejects.toMatchObject(refusal(code, message));
  });
});

describe('rules', () => {
  const EventPattern = '{"source":["shop"]}';

  test('are put, described, listed, switched, put again with their targets kept, and deleted', async () => {
    const runtime = testEvents();
    const { call } = runtime;
    await putRule(runtime);
    const described = {
      Name: 'placed',
      Arn: ruleArn('shop/placed'),
      EventPattern,
      State: 'ENABLED',
      EventBusName: 'shop',
    };
    const named = { Name: 'placed', EventBusName: 'shop' };
    expect(await call('DescribeRule', named)).toEqual({ ...described, CreatedBy: account });
    expect(await call('ListRules', { EventBusName: 'shop', NamePrefix: 'pl' })).toEqual({
      Rules: [described],
    });
    expect(await call('ListRules', { EventBusName: 'shop', NamePrefix: 'x' })).toEqual({ Rules: [] });

    await call('DisableRule', named);
    expect(await call('DescribeRule', named)).toMatchObject({ State: 'DISABLED' });
    await call('EnableRule', named);
    expect(await call('DescribeRule', named)).toMatchObject({ State: 'ENABLED' });

    await call('PutRule', { ...named, EventPattern: '{"source":["bank"]}', Description: 'new' });
    expect(await call('DescribeRule', named)).toMatchObject({
      EventPattern: '{"source":["bank"]}',
      Description: 'new',
    });
    const listed = await call('ListTargetsByRule', { Rule: 'placed', EventBusName: 'shop' });
    expect(listed).toEqual({ Targets: [queueTarget] });

    await expect(call('DeleteRule', named)).rejects.toMatchObject(
      refusal('ValidationException', "Rule can't be deleted since it has targets."),
    );
    await call('RemoveTargets', { Rule: 'placed', EventBusName: 'shop', Ids: ['q'] });
    await call('DeleteRule', named);
    await call('DeleteRule', named);
    expect(await call('ListRules', { EventBusName: 'shop' })).toEqual({ Rules: [] });
  });

  test('of the default bus have no bus in their ARN', async () => {
    const { call } = testEvents();
    expect(await call('PutRule', { Name: 'r', EventPattern })).toEqual({ RuleArn: ruleArn('r') });
  });

  test.each([
    [
      'PutRule',
      { Name: 'r', EventPattern: '{"source":"shop"}' },
      'InvalidEventPatternException',
      /"source" must be an object or an array/,
    ],
    [
      'PutRule',
      { Name: 'r', EventPattern: `{"a":["${'x'.repeat(4096)}"]}` },
      'ValidationException',
      /at 'eventPattern' failed to satisfy constraint: Member must have length less than or equal to 4096/,
    ],
    [
      'PutRule',
      { Name: 'r', ScheduleExpression: 'rate(1 minutes)' },
      'ValidationException',
      /Parameter ScheduleExpression is not valid/,
    ],
    [
      'PutRule',
      { Name: 'r' },
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    ],
    [
      'PutRule',
      { Name: 'r', EventPattern, State: 'PAUSED' },
      'ValidationException',
      /State PAUSED is not supported by the local runtime/,
    ],
    [
      'PutRule',
      { Name: 'r', EventPattern, EventBusName: 'gone' },
      'ResourceNotFoundException',
      'Event bus gone does not exist.',
    ],
    [
      'PutRule',
      { Name: 'r'.repeat(65), EventPattern },
      'ValidationException',
      /length less than or equal to 64/,
    ],
    [
      'DescribeRule',
      { Name: 'r' },
      'ResourceNotFoundException',
      'Rule r does not exist on EventBus default.',
    ],
    ['EnableRule', { Name: 'r' }, 'ResourceNotFoundException', 'Rule r does not exist on EventBus default.'],
  ])('%s of %j is refused', async (operation, input, code, message) => {
    await expect(testEvents().call(operation, input)).rejects.toMatchObject(refusal(code, message));
  });
});

describe('targets', () => {
  test.each([
    [{ ...queueTarget, Id: '!@#' }, /^1 validation error detected: Value '!@#' at 'targets.1.member.id'/],
    [
      { ...queueTarget, Arn: 'orders' },
      'Parameter orders is not valid. Reason: Provided Arn is not in correct format.',
    ],
    [
      { ...queueTarget, Arn: `arn:aws:kinesis:${region}:${account}:stream/s` },
      /is not supported by the local runtime; targets may be sqs, sns, lambda, states, events/,
    ],
    [
      { ...queueTarget, HttpParameters: {} },
      'Target q: HttpParameters is not supported by the local runtime.',
    ],
    [
      { ...queueTarget, Arn: `arn:aws:sqs:us-west-2:${account}:orders` },
      'Cross-region api call is not allowed.',
    ],
    [
      { ...queueTarget, DeadLetterConfig: { Arn: `arn:aws:sqs:us-west-2:${account}:dead` } },
      'Cross-region api call is not allowed.',
    ],
    [
      { ...queueTarget, Arn: `arn:aws:sqs:${region}:444455556666:orders` },
      'Adding cross-account target is not permitted.',
    ],
    [
      {
        ...queueTarget,
        Arn: `arn:aws:states:${region}:444455556666:stateMachine:m`,
        RoleArn: `arn:aws:iam::${account}:role/r`,
      },
      'Adding cross-account target is not permitted.',
    ],
    [{ ...queueTarget, Arn: busArn('b') }, `RoleArn is required for target ${busArn('b')}.`],
    [{ ...queueTarget, Input: '{' }, 'JSON syntax error in input for target q.'],
    [
      { ...queueTarget, Input: '{}', InputPath: '$.detail' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target q.',
    ],
    [{ ...queueTarget, InputPath: 'detail' }, 'Invalid JSONPath detail for target q.'],
    [
      { ...queueTarget, InputTransformer: { InputTemplate: `"${'x'.repeat(8191)}"` } },
      /at 'targets\.1\.member\.inputTransformer\.inputTemplate' failed.*less than or equal to 8192/,
    ],
    [
      {
        ...queueTarget,
        InputTransformer: {
          InputPathsMap: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`p${n}`, '$.a'])),
          InputTemplate: '<p1>',
        },
      },
      /Value '101' at 'targets\.1\.member\.inputTransformer\.inputPathsMap' failed/,
    ],
    [
      { ...queueTarget, InputTransformer: { InputPathsMap: { a: '$..b' }, InputTemplate: '<a>' } },
      'Invalid JSONPath $..b for target q.',
    ],
    [
      { ...queueTarget, InputTransformer: { InputPathsMap: { a: '$.detail' } } },
      "1 validation error detected: Value null at 'targets.1.member.inputTransformer.inputTemplate' failed to satisfy constraint: Member must not be null",
    ],
    [
      { ...queueTarget, InputTransformer: { InputTemplate: '"<a>"' } },
      'InputTemplate for target q contains invalid placeholder a.',
    ],
    [
      { ...queueTarget, InputTransformer: { InputPathsMap: { 'AWS.a': '$' }, InputTemplate: '1' } },
      'InputPathsMap for target q: AWS.a is reserved.',
    ],
    [
      { ...queueTarget, RetryPolicy: { MaximumRetryAttempts: 186 } },
      /MaximumRetryAttempts of target q must be between 0 and 185/,
    ],
    [
      { ...queueTarget, RetryPolicy: { MaximumEventAgeInSeconds: 59 } },
      /MaximumEventAgeInSeconds of target q must be between 60 and 86400/,
    ],
    [{ ...queueTarget, DeadLetterConfig: { Arn: busArn('b') } }, /is not the ARN of an SQS queue/],
  ])('%j is refused', async (target, message) => {
    const runtime = testEvents();
    await putRule(runtime);
    const put = runtime.call('PutTargets', { Rule: 'placed', EventBusName: 'shop', Targets: [target] });
    await expect(put).rejects.toMatchObject(refusal('ValidationException', message));
  });

  test('are at most five a rule, replaced by their ids', async () => {
    const runtime = testEvents();
    const targets = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ Id: `t${n}`, Arn: queueArn('orders') }));
    await putRule(runtime, { targets: targets(5) });
    const named = { Rule: 'placed', EventBusName: 'shop' };
    const put = (Targets: unknown[]) => runtime.call('PutTargets', { ...named, Targets });
    expect(await put(targets(5))).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
    await expect(put([queueTarget])).rejects.toMatchObject(
      refusal('LimitExceededException', 'The requested resource exceeds the maximum number allowed.'),
    );
    const page = await runtime.call('ListTargetsByRule', { ...named, Limit: 3 });
    expect(page.Targets).toHaveLength(3);
    const rest = await runtime.call('ListTargetsByRule', { ...named, Limit: 3, NextToken: page.NextToken });
    expect(rest.Targets).toHaveLength(2);
  });

  test('that are not there are answered one by one when removed', async () => {
    const runtime = testEvents();
    await putRule(runtime);
    const answer = await runtime.call('RemoveTargets', {
      Rule: 'placed',
      EventBusName: 'shop',
      Ids: ['q', 'x'],
    });
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [{ TargetId: 'x', ErrorCode: 'ResourceNotFoundException' }],
    });
  });
});

describe('permissions', () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'guests',
        Effect: 'Allow',
        Principal: { AWS: '444455556666' },
        Action: 'events:PutEvents',
        Resource: busArn('shop'),
      },
    ],
  });

  test('are a policy document, or single statements by their ids; the host gets each change', async () => {
    const changes: [string, number | undefined][] = [];
    const { call } = testEvents({ onPolicy: (arn, policy) => changes.push([arn, policy?.Statement.length]) });
    await call('CreateEventBus', { Name: 'shop' });
    const policy = async () =>
      JSON.parse(String((await call('DescribeEventBus', { Name: 'shop' })).Policy ?? 'null'));

    await call('PutPermission', { EventBusName: 'shop', Policy });
    expect(await policy()).toEqual(JSON.parse(Policy));
    const one = { EventBusName: 'shop', StatementId: 'all', Principal: '*', Action: 'events:PutEvents' };
    await call('PutPermission', one);
    await call('PutPermission', { ...one, Principal: '777788889999' });
    expect((await policy()).Statement).toEqual([
      JSON.parse(Policy).Statement[0],
      {
        Sid: 'all',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::777788889999:root' },
        Action: 'events:PutEvents',
        Resource: busArn('shop'),
      },
    ]);
    await call('RemovePermission', { EventBusName: 'shop', StatementId: 'guests' });
    expect((await policy()).Statement).toHaveLength(1);
    await call('RemovePermission', { EventBusName: 'shop', RemoveAllPermissions: true });
    expect(await policy()).toBeNull();
    expect(changes).toEqual([1, 2, 2, 1, undefined].map((count) => [busArn('shop'), count]));
  });

  test('that the host refuses are not taken', async () => {
    const { call } = testEvents({
      onPolicy: () => {
        throw new Error('Policy BusPolicy, statement guests: no');
      },
    });
    await call('CreateEventBus', { Name: 'shop' });
    await expect(call('PutPermission', { EventBusName: 'shop', Policy })).rejects.toMatchObject(
      refusal('ValidationException', 'Policy BusPolicy, statement guests: no'),
    );
    expect(await call('DescribeEventBus', { Name: 'shop' })).not.toHaveProperty('Policy');
  });

  test.each([
    [
      'PutPermission',
      { EventBusName: 'gone', Policy },
      'ResourceNotFoundException',
      'Event bus gone does not exist.',
    ],
    ['PutPermission', { Policy: '{"Version":' }, 'ValidationException', /Parameter Policy is not valid/],
    [
      'PutPermission',
      { StatementId: 's', Principal: '*', Action: 'events:PutRule' },
      'ValidationException',
      /is not supported/,
    ],
    [
      'RemovePermission',
      { StatementId: 's' },
      'ResourceNotFoundException',
      'Statement with the provided id does not exist.',
    ],
  ])('%s of %j is refused', async (operation, input, code, message) => {
    await expect(testEvents().call(operation, input)).rejects.toMatchObject(refusal(code, message));
  });
});

describe('TestEventPattern', () => {
  const event = {
    id: '1',
    account,
    source: 'shop',
    time: '2026-11-02T10:00:00Z',
    region,
    'detail-type': 'x',
    detail: {},
  };
  const run = (Event: string, EventPattern: string) =>
    testEvents().call('TestEventPattern', { Event, EventPattern }, developer);

  test('answers whether the event matches', async () => {
    expect(await run(JSON.stringify(event), '{"source":["shop"]}')).toEqual({ Result: true });
    expect(await run(JSON.stringify(event), '{"source":["bank"]}')).toEqual({ Result: false });
  });

  test('refuses what is not an event or not a pattern', async () => {
    const { id, ...without } = event;
    for (const text of ['hello', '"hello"', JSON.stringify(without)]) {
      await expect(run(text, '{"source":["shop"]}')).rejects.toMatchObject(
        refusal('ValidationException', 'Parameter Event is not valid.'),
      );
    }
    await expect(run(JSON.stringify(event), '{}')).rejects.toMatchObject({
      code: 'InvalidEventPatternException',
    });
  });
});
