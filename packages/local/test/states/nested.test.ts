import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/states/json.ts';
import { callbackMachine, nesting, settled, tokenIn } from './harness.ts';

const parentOf = (StateMachineArn: string, pattern: string, more: JsonObject = {}): JsonObject => ({
  StartAt: 'Start',
  States: {
    Start: {
      Type: 'Task',
      Resource: `arn:aws:states:::states:startExecution${pattern}`,
      Parameters: { StateMachineArn, Name: 'child', Input: { 'a.$': '$.a' } },
      End: true,
      ...more,
    },
    ...(more.Catch === undefined ? {} : { Caught: { Type: 'Pass', End: true } }),
  },
});

const start = async (child: JsonObject, pattern: string, more: JsonObject = {}) => {
  const world = nesting();
  const childArn = await world.create(child, 'child');
  const parent = await world.start(await world.create(parentOf(childArn, pattern, more), 'parent'), { a: 1 });
  await settled();
  return { ...world, parent, childArn, child: `${childArn.replace(':stateMachine:', ':execution:')}:child` };
};

describe('states:startExecution', () => {
  it('answers with the execution that it has started, and does not wait for it', async () => {
    const world = await start(callbackMachine(), '');
    expect(await world.output(world.parent)).toMatchObject({ ExecutionArn: world.child });
    expect(await world.describe(world.child)).toMatchObject({ status: 'RUNNING', input: '{"a":1}' });
  });

  it('.sync:2 around a machine with a callback waits for its end, and gives its output as JSON', async () => {
    const world = await start(callbackMachine(), '.sync:2');
    expect((await world.types(world.parent)).at(-1)).toBe('TaskSubmitted');
    const token = tokenIn(world.calls.find(({ service }) => service === 'lambda'));
    await world.call('SendTaskSuccess', { taskToken: token, output: '{"done":true}' });
    await settled();
    expect(await world.output(world.parent)).toMatchObject({
      ExecutionArn: world.child,
      Status: 'SUCCEEDED',
      Input: { a: 1 },
      Output: { done: true },
    });
  });

  it('.sync gives input and output as text', async () => {
    const world = await start({ StartAt: 'P', States: { P: { Type: 'Succeed' } } }, '.sync');
    expect(await world.output(world.parent)).toMatchObject({ Output: '{"a":1}', Input: '{"a":1}' });
  });

  it('a child that fails fails the task, with all that is known of it as the cause', async () => {
    const child = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E', Cause: 'C' } } };
    const world = await start(child, '.sync:2', {
      Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }],
    });
    const { Cause } = (await world.output(world.parent)) as { Cause: string };
    expect(JSON.parse(Cause)).toMatchObject({ Status: 'FAILED', Error: 'E', Cause: 'C' });
  });

  it('a child that is stopped, or times out, fails the task too', async () => {
    const stopped = await start(callbackMachine(), '.sync');
    await stopped.call('StopExecution', { executionArn: stopped.child });
    await settled();
    expect(await stopped.describe(stopped.parent)).toMatchObject({
      status: 'FAILED',
      error: 'States.TaskFailed',
      cause: expect.stringContaining('"Status":"ABORTED"'),
    });
    const slow = await start({ ...callbackMachine(), TimeoutSeconds: 5 }, '.sync');
    await slow.time.advance(5_000);
    expect(await slow.describe(slow.parent)).toMatchObject({
      cause: expect.stringContaining('"Status":"TIMED_OUT"'),
    });
  });

  it.each([
    [
      'is stopped',
      (world: Awaited<ReturnType<typeof start>>) =>
        world.call('StopExecution', { executionArn: world.parent }),
    ],
    ['times out', (world: Awaited<ReturnType<typeof start>>) => world.time.advance(5_000)],
  ])('a parent that %s stops its child', async (_, end) => {
    const world = await start(callbackMachine(), '.sync', { TimeoutSeconds: 5 });
    await end(world);
    await settled();
    expect(await world.describe(world.child)).toMatchObject({ status: 'ABORTED' });
  });

  it('states:startExecution.waitForTaskToken hands its token to the child', async () => {
    const world = nesting();
    const child = await world.create({ StartAt: 'P', States: { P: { Type: 'Succeed' } } }, 'child');
    const parent = await world.start(
      await world.create(
        parentOf(child, '.waitForTaskToken', {
          Parameters: { StateMachineArn: child, Name: 'c', Input: { 'token.$': '$$.Task.Token' } },
        }),
        'parent',
      ),
    );
    const { input } = await world.describe(`${child.replace(':stateMachine:', ':execution:')}:c`);
    const { token } = JSON.parse(String(input)) as { token: string };
    await world.call('SendTaskSuccess', { taskToken: token, output: '7' });
    await settled();
    expect(await world.output(parent)).toBe(7);
  });
});

describe('aws-sdk:sfn', () => {
  it('sendTaskSuccess answers the callback of another execution', async () => {
    const world = nesting();
    const waiting = await world.start(await world.create(callbackMachine(), 'waiting'));
    const token = tokenIn(world.calls.find(({ service }) => service === 'lambda'));
    const resume = {
      StartAt: 'Answer',
      States: {
        Answer: {
          Type: 'Task',
          Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
          Parameters: { 'TaskToken.$': '$.token', Output: { approved: true } },
          End: true,
        },
      },
    };
    const resumed = await world.start(await world.create(resume, 'resume'), { token });
    await settled();
    expect(await world.output(waiting)).toEqual({ approved: true });
    expect(await world.output(resumed)).toEqual({});
  });
});
