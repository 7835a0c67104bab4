import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/states/json.ts';
import { callbackMachine, nesting, settled, tokenIn } from './harness.ts';

const task = (Resource: string, Parameters: JsonObject): JsonObject => ({
  StartAt: 'T',
  States: { T: { Type: 'Task', Resource: `arn:aws:states:::${Resource}`, Parameters, End: true } },
});

describe('a redrive of a task', () => {
  it('that waited for an execution starts another one', async () => {
    const world = nesting();
    const StateMachineArn = await world.create(callbackMachine(), 'child');
    const parent = await world.start(
      await world.create(task('states:startExecution.sync:2', { StateMachineArn }), 'parent'),
    );
    const answer = async (operation: string, more: JsonObject) => {
      await settled();
      const call = world.calls.findLast(({ service }) => service === 'lambda');
      await world.call(operation, { taskToken: tokenIn(call), ...more });
      await settled();
    };
    await answer('SendTaskFailure', { error: 'E' });
    expect(await world.describe(parent)).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    await world.call('RedriveExecution', { executionArn: parent });
    await answer('SendTaskSuccess', { output: '"done"' });
    expect(await world.output(parent)).toMatchObject({ Output: 'done', RedriveCount: 0 });
    const { executions } = await world.call('ListExecutions', { stateMachineArn: StateMachineArn });
    expect(executions).toMatchObject([{ status: 'SUCCEEDED' }, { status: 'FAILED' }]);
  });

  it('of an activity offers it to the workers again', async () => {
    const world = nesting();
    const { activityArn } = await world.call('CreateActivity', { name: 'activity' });
    const states = { T: { Type: 'Task', Resource: activityArn as string, End: true } };
    const executionArn = await world.run({ StartAt: 'T', States: states }, { a: 1 });
    const { taskToken } = await world.call('GetActivityTask', { activityArn });
    await world.call('SendTaskFailure', { taskToken });
    await world.call('RedriveExecution', { executionArn });
    const again = await world.call('GetActivityTask', { activityArn });
    expect(again).toMatchObject({ input: '{"a":1}' });
    expect(again.taskToken).not.toBe(taskToken);
    await world.call('SendTaskSuccess', { taskToken: again.taskToken, output: '1' });
    await settled();
    expect(await world.output(executionArn)).toBe(1);
  });
});

it('a machine redrives an execution by the SDK integration', async () => {
  const world = nesting();
  const ExecutionArn = await world.run(callbackMachine());
  await world.call('SendTaskFailure', { taskToken: tokenIn(world.calls[0]) });
  const redriving = task('aws-sdk:sfn:redriveExecution', { ExecutionArn });
  const arn = await world.start(await world.create(redriving, 'operator'));
  await settled();
  expect(await world.output(arn)).toEqual({ RedriveDate: new Date(world.time.clock.now()).toISOString() });
  expect(await world.describe(ExecutionArn)).toMatchObject({ status: 'RUNNING', redriveCount: 1 });
});
