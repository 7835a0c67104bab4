import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/states/json.ts';
import { callbackTask, parallelMachine, type ServiceCalled, settled, setUp, tokenIn } from './harness.ts';

const begin = async (machine: JsonObject, input: Json = {}, options: Parameters<typeof setUp>[0] = {}) => {
  const world = setUp(options);
  const arn = await world.run(machine, input);
  const settle = async (operation: string, call: ServiceCalled | undefined, more: JsonObject) => {
    await world.call(operation, { taskToken: tokenIn(call), ...more });
    await settled();
  };
  return {
    ...world,
    arn,
    fail: (call: ServiceCalled | undefined, error = 'E') => settle('SendTaskFailure', call, { error }),
    succeed: (call: ServiceCalled | undefined, output: Json) =>
      settle('SendTaskSuccess', call, { output: JSON.stringify(output) }),
    async redrive() {
      world.calls.length = 0;
      await world.call('RedriveExecution', { executionArn: arn });
      await settled();
    },
    /** Types of the events from the last redrive on. */
    async since() {
      const types = await world.types(arn);
      return types.slice(types.lastIndexOf('ExecutionRedriven') + 1);
    },
  };
};

const inlineMap = (more: JsonObject = {}, task: JsonObject = {}): JsonObject => ({
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'Ask', States: { Ask: callbackTask(task) } },
      End: true,
      ...more,
    },
  },
});

const DONE = ['TaskSucceeded', 'TaskStateExited'];
const CALLED = ['TaskScheduled', 'TaskStarted', 'TaskSubmitted'];

/** As AWS's histories show it, recorded in September 2026. */
describe('a redrive', () => {
  it('of a Parallel state runs the branches that failed or were stopped, and keeps the others', async () => {
    const three = parallelMachine();
    const { Both } = three.States as { Both: { Branches: Json[] } };
    Both.Branches.push({ StartAt: 'Third', States: { Third: callbackTask() } });
    const world = await begin(three);
    await world.succeed(world.calls[0], 'kept');
    await world.fail(world.calls[1]);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED' });
    await world.redrive();
    expect(world.calls).toHaveLength(2);
    await world.succeed(world.calls[1], 'third');
    await world.succeed(world.calls[0], 'second');
    expect(await world.output(world.arn)).toEqual(['kept', 'second', 'third']);
    expect(await world.since()).toEqual([
      ...['TaskScheduled', 'TaskScheduled', 'TaskStarted', 'TaskStarted', 'TaskSubmitted', 'TaskSubmitted'],
      ...DONE,
      ...DONE,
      ...['ParallelStateSucceeded', 'ParallelStateExited', 'ExecutionSucceeded'],
    ]);
  });

  it('of an inline Map goes on with the iteration that failed, and then starts those that had not begun', async () => {
    const world = await begin(inlineMap({ MaxConcurrency: 1 }), [0, 1, 2]);
    await world.succeed(world.calls[0], 'kept');
    await world.fail(world.calls[1]);
    await world.redrive();
    expect(world.calls).toHaveLength(1);
    await world.succeed(world.calls[0], 'first');
    await world.succeed(world.calls[1], 'second');
    expect(await world.output(world.arn)).toEqual(['kept', 'first', 'second']);
    expect(await world.since()).toEqual([
      ...CALLED,
      ...DONE,
      ...['MapIterationSucceeded', 'MapIterationStarted', 'TaskStateEntered'],
      ...CALLED,
      ...DONE,
      ...['MapIterationSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
    ]);
  });

  it('goes on at the same place again, after a redrive that has failed', async () => {
    const world = await begin(inlineMap({ MaxConcurrency: 1 }), [0, 1]);
    await world.fail(world.calls[0]);
    await world.redrive();
    await world.fail(world.calls[0]);
    expect((await world.since()).slice(3)).toEqual([
      ...['TaskFailed', 'MapIterationFailed', 'TaskStateAborted', 'MapStateFailed', 'ExecutionFailed'],
    ]);
    await world.redrive();
    await world.succeed(world.calls[0], 'first');
    await world.succeed(world.calls[1], 'second');
    expect(await world.output(world.arn)).toEqual(['first', 'second']);
  });

  it('counts the attempts of a Map state from 0 too', async () => {
    const world = await begin(
      inlineMap({ Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1 }] }),
      [0],
    );
    await world.fail(world.calls[0]);
    await world.time.advance(1_000);
    await world.fail(world.calls[1]);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED' });
    await world.redrive();
    await world.fail(world.calls[0]);
    await world.time.advance(2_000);
    await world.succeed(world.calls[1], 'fixed');
    expect(await world.output(world.arn)).toEqual(['fixed']);
  });

  it('runs a Parallel state as a whole whose result was too large', async () => {
    const world = await begin(parallelMachine());
    await world.succeed(world.calls[0], 'x'.repeat(200_000));
    await world.succeed(world.calls[1], 'x'.repeat(200_000));
    expect(await world.describe(world.arn)).toMatchObject({ error: 'States.DataLimitExceeded' });
    await world.redrive();
    expect(world.calls).toHaveLength(2);
    await world.succeed(world.calls[0], 1);
    await world.succeed(world.calls[1], 2);
    expect(await world.output(world.arn)).toEqual([1, 2]);
  });

  it('runs a Parallel state as a whole in which a result was too large', async () => {
    const answer = ({ input }: ServiceCalled) =>
      String(input.Payload).includes('large')
        ? { StatusCode: 200, Payload: JSON.stringify('x'.repeat(262_200)) }
        : { StatusCode: 200, Payload: '"small"' };
    const branch = (name: string): Json => {
      const Parameters = { FunctionName: 'f', Payload: { 'size.$': `$.${name}` } };
      const Task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters, End: true };
      return { StartAt: name, States: { [name]: Task } };
    };
    const Both = { Type: 'Parallel', Branches: [branch('a'), branch('b')], End: true };
    const world = await begin({ StartAt: 'Both', States: { Both } }, { a: 'small', b: 'large' }, { answer });
    expect(await world.describe(world.arn)).toMatchObject({ error: 'States.DataLimitExceeded' });
    await world.redrive();
    expect(world.calls).toHaveLength(2);
  });

  it('of an execution that was stopped goes on in every state that it was in', async () => {
    const world = await begin(parallelMachine());
    await world.call('StopExecution', { executionArn: world.arn });
    await world.redrive();
    await world.succeed(world.calls[0], 'left');
    await world.succeed(world.calls[1], 'right');
    expect(await world.output(world.arn)).toEqual(['left', 'right']);
  });

  it('of a Fail state fails again, without entering it', async () => {
    const world = await begin({ StartAt: 'No', States: { No: { Type: 'Fail', Error: 'E', Cause: 'c' } } });
    await world.redrive();
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED', error: 'E', cause: 'c' });
    expect(await world.since()).toEqual(['ExecutionFailed']);
    const events = await world.history(world.arn);
    expect(events.at(-1)?.previousEventId).toBe(events.at(-2)?.id);
  });

  it('of a Wait state waits for its seconds again, and no longer for a time that is past', async () => {
    const wait = (how: JsonObject) => ({ StartAt: 'W', States: { W: { Type: 'Wait', End: true, ...how } } });
    const seconds = await begin(wait({ Seconds: 10 }));
    await seconds.time.advance(5_000);
    await seconds.call('StopExecution', { executionArn: seconds.arn });
    await seconds.redrive();
    await seconds.time.advance(9_999);
    expect(await seconds.describe(seconds.arn)).toMatchObject({ status: 'RUNNING' });
    await seconds.time.advance(1);
    expect(await seconds.since()).toEqual(['WaitStateExited', 'ExecutionSucceeded']);
    const timestamp = await begin(wait({ TimestampPath: '$' }), '2026-01-01T01:00:00Z');
    await timestamp.call('StopExecution', { executionArn: timestamp.arn });
    await timestamp.time.advance(2 * 3_600_000);
    await timestamp.redrive();
    expect(await timestamp.describe(timestamp.arn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('of a Choice state evaluates its rules again', async () => {
    const Choices = [{ Variable: '$$.Execution.RedriveCount', NumericEquals: 1, Next: 'Yes' }];
    const world = await begin({
      StartAt: 'C',
      States: { C: { Type: 'Choice', Choices }, Yes: { Type: 'Succeed' } },
    });
    expect(await world.describe(world.arn)).toMatchObject({ error: 'States.NoChoiceMatched' });
    await world.redrive();
    expect(await world.describe(world.arn)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('keeps the variables of a state', async () => {
    const world = await begin({
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { kept: 1 }, Next: 'Ask' },
        Ask: callbackTask({ End: undefined, Next: 'Get' } as unknown as JsonObject),
        Get: { Type: 'Pass', Parameters: { 'kept.$': '$kept' }, End: true },
      },
    });
    await world.fail(world.calls[0]);
    await world.redrive();
    await world.succeed(world.calls[0], {});
    expect(await world.output(world.arn)).toEqual({ kept: 1 });
  });
});
