import { describe, expect, it, test } from 'vitest';
import type { JsonObject } from '../../src/states/json.ts';
import { callbackMachine, ROLE, setUp, tokenIn } from './harness.ts';

const pass = (Result: number) => ({ StartAt: 'A', States: { A: { Type: 'Pass', Result, End: true } } });
const ARN = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
const machine = (more: JsonObject = {}) => ({
  name: 'machine',
  definition: JSON.stringify(pass(1)),
  roleArn: ROLE,
  ...more,
});

describe('CreateStateMachine', () => {
  it('gives the same answer to the same request, and StateMachineAlreadyExists to another definition', async () => {
    const { call } = setUp();
    const created = await call('CreateStateMachine', machine());
    expect(created).toEqual({ stateMachineArn: ARN, creationDate: Date.UTC(2026, 0, 1) / 1000 });
    expect(await call('CreateStateMachine', machine())).toEqual(created);
    const other = call('CreateStateMachine', machine({ definition: JSON.stringify(pass(2)) }));
    await expect(other).rejects.toMatchObject({
      code: 'StateMachineAlreadyExists',
      message: `State Machine Already Exists: '${ARN}'`,
    });
  });

  it.each([
    ['a name with a space', { name: 'a b' }, 'InvalidName'],
    ['a name of 81 characters', { name: 'x'.repeat(81) }, 'InvalidName'],
    ['no definition', { definition: undefined }, 'ValidationException'],
    ['a definition that is not JSON', { definition: '{' }, 'InvalidDefinition'],
    ['a definition without States', { definition: '{"StartAt":"A"}' }, 'InvalidDefinition'],
    [
      'a state that leads nowhere',
      { definition: JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }) },
      'InvalidDefinition',
    ],
    ['States that are none', { definition: '{"StartAt":"A","States":null}' }, 'InvalidDefinition'],
    ['a state that is none', { definition: '{"StartAt":"A","States":{"A":"Pass"}}' }, 'InvalidDefinition'],
    ['a type that there is not', { type: 'FAST' }, 'ValidationException'],
    ['a description of a version that is not published', { versionDescription: 'v' }, 'ValidationException'],
    [
      'logging without a destination',
      { loggingConfiguration: { level: 'ALL' } },
      'InvalidLoggingConfiguration',
    ],
  ])('refuses %s', async (_, more, code) => {
    const { call } = setUp();
    await expect(call('CreateStateMachine', machine(more as JsonObject))).rejects.toMatchObject({
      code,
      status: 400,
    });
  });
});

describe('a definition', () => {
  const jsonata = { QueryLanguage: 'JSONata', StartAt: 'A' };
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
  it.each<[string, JsonObject]>([
    [
      'data that is called States',
      { StartAt: 'A', States: { A: { Type: 'Pass', Result: { States: { CA: 'x' } }, End: true } } },
    ],
    [
      'the same in JSONata',
      {
        ...jsonata,
        States: { A: { ...task, Arguments: { FunctionName: 'f', Payload: { States: { a: 'y' } } } } },
      },
    ],
    [
      'a Condition that is just true',
      {
        ...jsonata,
        States: { A: { Type: 'Choice', Choices: [{ Condition: true, Next: 'B' }] }, B: { Type: 'Succeed' } },
      },
    ],
    [
      'items that are given',
      {
        ...jsonata,
        States: {
          A: {
            Type: 'Map',
            Items: [1, 2],
            ItemProcessor: { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } },
            End: true,
          },
        },
      },
    ],
  ])('may have %s', async (_, definition) => {
    const { create } = setUp();
    expect(await create(definition)).toBe(ARN);
  });
});

describe('Describe, Update, List and DeleteStateMachine', () => {
  it('an update counts for the executions that start after it', async () => {
    const { call, create, start, time, output } = setUp();
    const wait = {
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 5, Next: 'A' }, A: pass(1).States.A },
    };
    await create(wait);
    const before = await start(ARN);
    const updated = await call('UpdateStateMachine', {
      stateMachineArn: ARN,
      definition: JSON.stringify(pass(2)),
    });
    const after = await start(ARN);
    await time.advance(5_000);
    expect([await output(before), await output(after)]).toEqual([1, 2]);
    const described = await call('DescribeStateMachine', { stateMachineArn: ARN });
    expect(described).toMatchObject({
      name: 'machine',
      status: 'ACTIVE',
      type: 'STANDARD',
      roleArn: ROLE,
      revisionId: updated.revisionId,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    });
    expect(JSON.parse(described.definition as string)).toEqual(pass(2));
    const ran = await call('DescribeStateMachineForExecution', { executionArn: before });
    expect(JSON.parse(ran.definition as string)).toEqual(wait);
  });

  it('an update of nothing is refused', async () => {
    const { call, create } = setUp();
    await create(pass(1));
    await expect(call('UpdateStateMachine', { stateMachineArn: ARN })).rejects.toMatchObject({
      code: 'MissingRequiredParameter',
    });
  });

  it('lists machines page by page', async () => {
    const { call, create } = setUp();
    for (const name of ['a', 'b', 'c']) await create(pass(1), name);
    const first = await call('ListStateMachines', { maxResults: 2 });
    const second = await call('ListStateMachines', { maxResults: 2, nextToken: first.nextToken });
    expect(
      [first, second].map(({ stateMachines }) => (stateMachines as JsonObject[]).map(({ name }) => name)),
    ).toEqual([['a', 'b'], ['c']]);
    expect(second).not.toHaveProperty('nextToken');
    // https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
    for (const [operation, most] of [
      ['ListStateMachines', 1024],
      ['ListExecutions', 3096],
    ] as const)
      await expect(
        call(operation, { stateMachineArn: ARN.replace(/machine$/, 'a'), nextToken: 'x'.repeat(most + 1) }),
      ).rejects.toMatchObject({ message: expect.stringContaining(`less than or equal to ${most}`) });
    await expect(call('ListStateMachines', { nextToken: 'made-up' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });

  it('a deleted machine takes no executions, ends those that run at their next state, and is gone with the last', async () => {
    const { call, create, start, calls, describe: describeExecution } = setUp();
    const { Ask } = callbackMachine().States as { Ask: JsonObject };
    await create({
      StartAt: 'Ask',
      States: { Ask: { ...Ask, End: undefined, Next: 'A' }, A: pass(1).States.A },
    });
    const arn = await start(ARN);
    await call('DeleteStateMachine', { stateMachineArn: ARN });
    expect(await call('DescribeStateMachine', { stateMachineArn: ARN })).toMatchObject({
      status: 'DELETING',
    });
    await expect(start(ARN)).rejects.toMatchObject({ code: 'StateMachineDeleting' });
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '1' });
    await expect(describeExecution(arn)).rejects.toMatchObject({ code: 'ExecutionDoesNotExist' });
    await expect(start(ARN)).rejects.toMatchObject({ code: 'StateMachineDoesNotExist' });
    expect(await call('DeleteStateMachine', { stateMachineArn: ARN })).toEqual({});
  });
});

describe('StartExecution', () => {
  it.each([
    ['input that is not JSON', { input: 'not' }, 'InvalidExecutionInput'],
    ['empty input', { input: '' }, 'InvalidExecutionInput'],
    ['input over 262,144 bytes', { input: JSON.stringify('€'.repeat(87_382)) }, 'ValidationException'],
    ['a name with a slash', { name: 'a/b' }, 'InvalidName'],
    ['no machine', { stateMachineArn: undefined }, 'ValidationException'],
    ['something that is no ARN', { stateMachineArn: 'machine' }, 'InvalidArn'],
    [
      'the ARN of an execution',
      { stateMachineArn: `${ARN.replace('stateMachine', 'execution')}:x` },
      'InvalidArn',
    ],
    ['a machine that is not there', { stateMachineArn: `${ARN}2` }, 'StateMachineDoesNotExist'],
  ])('refuses %s', async (_, more, code) => {
    const { call, create } = setUp();
    await create(pass(1));
    await expect(call('StartExecution', { stateMachineArn: ARN, ...more })).rejects.toMatchObject({ code });
  });
});

describe('Describe, List and StopExecution', () => {
  it('gives a running and an ended execution in the fields of AWS', async () => {
    const { create, start, describe: describeExecution, call, time } = setUp();
    await create(callbackMachine({ TimeoutSeconds: 9 }));
    const executionArn = await start(ARN, { a: 1 }, { name: 'one' });
    const startDate = Date.UTC(2026, 0, 1) / 1000;
    const running = {
      executionArn,
      stateMachineArn: ARN,
      name: 'one',
      status: 'RUNNING',
      startDate,
      input: '{"a":1}',
      inputDetails: { included: true },
    };
    expect(await describeExecution(executionArn)).toMatchObject(running);
    expect(await describeExecution(executionArn)).not.toHaveProperty('stopDate');
    await time.advance(500);
    expect(await call('StopExecution', { executionArn, error: 'E', cause: 'c' })).toEqual({
      stopDate: startDate + 0.5,
    });
    expect(await describeExecution(executionArn)).toMatchObject({
      ...running,
      status: 'ABORTED',
      stopDate: startDate + 0.5,
      error: 'E',
      cause: 'c',
    });
  });

  it('lists the most recent first, by status', async () => {
    const { create, start, call, calls } = setUp();
    await create(callbackMachine());
    const arns = [await start(ARN), await start(ARN), await start(ARN)];
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[1]), output: '1' });
    const listed = async (more: JsonObject) =>
      ((await call('ListExecutions', { stateMachineArn: ARN, ...more })).executions as JsonObject[]).map(
        ({ executionArn }) => executionArn,
      );
    expect(await listed({})).toEqual(arns.toReversed());
    expect(await listed({ statusFilter: 'SUCCEEDED' })).toEqual([arns[1]]);
    expect(await listed({ statusFilter: 'RUNNING' })).toEqual([arns[2], arns[0]]);
    await expect(listed({ statusFilter: 'DONE' })).rejects.toMatchObject({ code: 'ValidationException' });
    await expect(listed({ maxResults: 1001 })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it.each(['DescribeExecution', 'StopExecution', 'GetExecutionHistory', 'DescribeStateMachineForExecution'])(
    '%s of an unknown execution is ExecutionDoesNotExist',
    async (operation) => {
      const { call } = setUp();
      const executionArn = `${ARN.replace('stateMachine', 'execution')}:none`;
      await expect(call(operation, { executionArn })).rejects.toMatchObject({
        code: 'ExecutionDoesNotExist',
        message: `Execution Does Not Exist: '${executionArn}'`,
      });
      await expect(call(operation, { executionArn: 'x' })).rejects.toMatchObject({ code: 'InvalidArn' });
    },
  );
});

describe('GetExecutionHistory', () => {
  it('pages in both directions, and leaves the data out on request', async () => {
    const { run, call } = setUp();
    const executionArn = await run(pass(1));
    const ids = ({ events }: JsonObject) => (events as JsonObject[]).map(({ id }) => id);
    const page = await call('GetExecutionHistory', { executionArn, maxResults: 3 });
    expect(ids(page)).toEqual([1, 2, 3]);
    expect(
      ids(await call('GetExecutionHistory', { executionArn, maxResults: 3, nextToken: page.nextToken })),
    ).toEqual([4]);
    expect(ids(await call('GetExecutionHistory', { executionArn, reverseOrder: true }))).toEqual([
      4, 3, 2, 1,
    ]);
    const bare = (await call('GetExecutionHistory', { executionArn, includeExecutionData: false }))
      .events as JsonObject[];
    expect(bare[0]?.executionStartedEventDetails).toEqual({
      inputDetails: { truncated: false },
      roleArn: ROLE,
    });
    const otherWay = call('GetExecutionHistory', {
      executionArn,
      reverseOrder: true,
      nextToken: page.nextToken,
    });
    await expect(otherWay).rejects.toMatchObject({ code: 'InvalidToken' });
  });
});

describe('what others hear', () => {
  it('of every change of status, in the shape of EventBridge', async () => {
    const { run, changes, call, calls } = setUp();
    const arn = await run(callbackMachine(), { a: 1 });
    await call('SendTaskFailure', { taskToken: tokenIn(calls[0]), error: 'E', cause: 'c' });
    expect(changes.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'FAILED']);
    expect(changes[1]).toMatchObject({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      account: '000000000000',
      region: 'us-east-1',
      time: '2026-01-01T00:00:00Z',
      resources: [arn],
      detail: {
        executionArn: arn,
        stateMachineArn: ARN,
        startDate: Date.UTC(2026, 0, 1),
        stopDate: Date.UTC(2026, 0, 1),
        input: '{"a":1}',
        inputDetails: { included: true },
        output: null,
        error: 'E',
        cause: 'c',
      },
    });
  });

  it('of an execution that is over at once: that it began, too', async () => {
    const { run, changes } = setUp();
    await run(pass(1));
    expect(changes.map(({ detail }) => [detail.status, detail.output])).toEqual([
      ['RUNNING', null],
      ['SUCCEEDED', '1'],
    ]);
  });

  it('of every event, in order, until they stop listening', async () => {
    const { run, states, types, call, calls } = setUp();
    const heard: string[] = [];
    const stop = states.onEvent(({ event }) => heard.push(event.type));
    const arn = await run(callbackMachine());
    expect(heard).toEqual(await types(arn));
    stop();
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '1' });
    expect(heard).toHaveLength(5);
  });
});

describe('stop', () => {
  it('leaves no alarm, and what comes later changes nothing', async () => {
    let answer: (value: unknown) => void = () => {};
    const {
      run,
      states,
      time,
      describe: describeExecution,
    } = setUp({
      answer: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const arn = await run(callbackMachine({ TimeoutSeconds: 60 }));
    await states.stop();
    expect(time.alarms()).toBe(0);
    answer({ StatusCode: 200, Payload: '{}' });
    await time.advance(60_000);
    expect(await describeExecution(arn)).toMatchObject({ status: 'RUNNING' });
  });
});

test.each([
  ['no value that is a text', { key: 'k', value: { a: 1 } }],
  ['too long a value', { key: 'k', value: 'x'.repeat(257) }],
  ['no key', { value: 'v' }],
  ['no members', 'k=v'],
])('a tag with %s is refused', async (_, tag) => {
  const { call } = setUp();
  const { stateMachineArn: resourceArn = '' } = await call('CreateStateMachine', machine());
  await expect(call('TagResource', { resourceArn, tags: [tag] })).rejects.toMatchObject({
    code: 'ValidationException',
  });
  expect(await call('ListTagsForResource', { resourceArn })).toEqual({ tags: [] });
});
