import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/foundation/service.ts';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import type { JsonObject } from '../../src/states/json.ts';
import { createStoredStates } from '../../src/states/store/stored-states.ts';
import {
  callbackMachine,
  callbackTask,
  manualClock,
  parallelMachine,
  settled,
  setUp,
  tokenIn,
} from './harness.ts';
import { restarts } from './restarts.ts';

const { store, boot } = restarts();

describe('after a crash', () => {
  it('a waiting callback is answered with the token it had', async () => {
    const before = await boot();
    const arn = await before.run(callbackMachine());
    const after = await boot();
    await settled();
    expect(after.calls).toHaveLength(0);
    await after.call('SendTaskSuccess', { taskToken: tokenIn(before.calls[0]), output: '"still here"' });
    expect(await after.output(arn)).toBe('still here');
    expect(await after.types(arn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('a call that was under way is made again, with the same token', async () => {
    const before = await boot({ answer: () => new Promise(() => {}) });
    await before.run(callbackMachine());
    const after = await boot();
    await settled();
    expect(tokenIn(after.calls[0])).toBe(tokenIn(before.calls[0]));
  });

  it('timers go off at the times that they were set for', async () => {
    const shared = manualClock();
    const clock = { clock: shared.clock };
    const before = await boot(clock);
    const arn = await before.run({
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 60, Next: 'Ask' }, Ask: callbackTask() },
    });
    await shared.advance(30_000);
    await before.states.stop();
    const after = await boot(clock);
    await shared.advance(29_999);
    expect((await after.types(arn)).at(-1)).toBe('WaitStateEntered');
    await shared.advance(1);
    expect(after.calls).toHaveLength(1);
  });

  it('branches go on where each of them was', async () => {
    const before = await boot();
    const arn = await before.run(parallelMachine());
    await before.call('SendTaskSuccess', { taskToken: tokenIn(before.calls[0]), output: '"left"' });
    const after = await boot();
    await after.call('SendTaskSuccess', { taskToken: tokenIn(before.calls[1]), output: '"right"' });
    expect(await after.output(arn)).toEqual(['left', 'right']);
  });

  it('a parent goes on waiting for the execution that it has started', async () => {
    const nesting = async () => {
      const world: Awaited<ReturnType<typeof boot>> = await boot({
        answer: ({ service, operation, input, caller }) =>
          service === 'states' ? world.states.service.operations[operation]?.(input, caller as Caller) : {},
      });
      return world;
    };
    const before = await nesting();
    const StateMachineArn = await before.create(callbackMachine(), 'child');
    const Resource = 'arn:aws:states:::states:startExecution.sync:2';
    const Start = { Type: 'Task', Resource, Parameters: { StateMachineArn }, End: true };
    const parent = await before.start(await before.create({ StartAt: 'Start', States: { Start } }, 'parent'));
    await settled();
    const token = tokenIn(before.calls.find(({ service }) => service === 'lambda'));
    const after = await nesting();
    await settled();
    expect(await after.describe(parent)).toMatchObject({ status: 'RUNNING' });
    await after.call('SendTaskSuccess', { taskToken: token, output: '"done"' });
    await settled();
    expect(await after.output(parent)).toMatchObject({ Status: 'SUCCEEDED', Output: 'done' });
  });

  // https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
  it.each([
    ['without a name', {}],
    ['with a name', { 'Name.$': '$$.Execution.Name' }],
  ])('an execution that a task has started %s is not started again, though it is over', async (_, name) => {
    const nesting = async (isAnswered: boolean) => {
      const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<typeof boot>>>();
      const world = await boot({
        async answer({ operation, input, caller }) {
          const { states } = await promise;
          const started = await states.service.operations[operation]?.(input, caller);
          return isAnswered ? started : new Promise(() => {});
        },
      });
      resolve(world);
      return world;
    };
    const before = await nesting(false);
    const Pass: JsonObject = { Type: 'Pass', Result: 'done', End: true };
    const StateMachineArn = await before.create({ StartAt: 'Pass', States: { Pass } }, 'child');
    const Resource = 'arn:aws:states:::states:startExecution.sync:2';
    const Start: JsonObject = { Type: 'Task', Resource, Parameters: { StateMachineArn, ...name }, End: true };
    const machine = await before.create({ StartAt: 'Start', States: { Start } }, 'parent');
    const parent = await before.start(machine);
    await settled();
    const after = await nesting(true);
    await settled();
    expect(await after.output(parent)).toMatchObject({ Status: 'SUCCEEDED', Output: 'done' });
    const { executions } = await after.call('ListExecutions', { stateMachineArn: StateMachineArn });
    expect(executions).toHaveLength(1);
    // One that something else has started is not taken for it.
    await after.call('StartExecution', { stateMachineArn: StateMachineArn, name: 'taken' });
    await settled();
    const other = await after.call('StartExecution', { stateMachineArn: machine, name: 'taken' });
    await settled();
    expect(await after.describe(String(other.executionArn))).toMatchObject(
      'Name.$' in name
        ? { status: 'FAILED', error: 'StepFunctions.ExecutionAlreadyExistsException' }
        : { status: 'SUCCEEDED' },
    );
  });

  it('ended executions can be described and listed, page by page', async () => {
    const before = await boot();
    const arn = await before.run({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }, { n: 1 });
    await before.start(machineArnOf(arn), { n: 2 });
    const after = await boot();
    expect(await after.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '{"n":1}' });
    const stateMachineArn = machineArnOf(arn);
    const first = await after.call('ListExecutions', { stateMachineArn, maxResults: 1 });
    const second = await after.call('ListExecutions', {
      stateMachineArn,
      maxResults: 1,
      nextToken: first.nextToken,
    });
    expect(second).toMatchObject({ executions: [{ executionArn: arn }] });
    expect(second).not.toHaveProperty('nextToken');
    const newest = await after.call('GetExecutionHistory', {
      executionArn: arn,
      reverseOrder: true,
      maxResults: 3,
    });
    expect((newest.events as { id: number }[]).map(({ id }) => id)).toEqual([4, 3, 2]);
    const rest = { executionArn: arn, reverseOrder: true, maxResults: 3, nextToken: newest.nextToken };
    expect(
      ((await after.call('GetExecutionHistory', rest)).events as { id: number }[]).map(({ id }) => id),
    ).toEqual([1]);
  });
});

describe('a store that cannot be written to', () => {
  it('when a save fails the caller gets an error, and nothing has happened', async () => {
    const stored = createStoredStates(store());
    let full = false;
    const failing: typeof stored = {
      ...stored,
      save(execution, events) {
        if (full) throw new Error('database or disk is full');
        stored.save(execution, events);
      },
    };
    const world = setUp({ store: failing });
    const arn = await world.run(callbackMachine());
    const taskToken = tokenIn(world.calls[0]);
    full = true;
    await expect(world.call('SendTaskSuccess', { taskToken, output: '1' })).rejects.toThrow('disk is full');
    full = false;
    expect(await world.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await world.call('SendTaskSuccess', { taskToken, output: '2' });
    expect(await world.output(arn)).toBe(2);
  });

  it('when a save fails that no caller waits for, it is tried again', async () => {
    const stored = createStoredStates(store());
    let full = false;
    const save: typeof stored.save = (execution, events) => {
      if (full) throw new Error('database or disk is full');
      stored.save(execution, events);
    };
    const world = setUp({ store: { ...stored, save } });
    const arn = await world.run(callbackMachine({ TimeoutSeconds: 5 }));
    full = true;
    await world.time.advance(5_000);
    full = false;
    await world.time.advance(1_000);
    expect(await world.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });
});
