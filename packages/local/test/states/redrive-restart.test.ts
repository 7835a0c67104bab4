import { describe, expect, it } from 'vitest';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import { createStoredStates } from '../../src/states/store/stored-states.ts';
import { callbackMachine, callbackTask, parallelMachine, settled, setUp, tokenIn } from './harness.ts';
import { restarts } from './restarts.ts';

const { store, boot: begin } = restarts();

/** Whose executions have come to where they wait. */
const boot = async (more: Parameters<typeof begin>[0] = {}) => {
  const world = await begin(more);
  await settled();
  return world;
};

describe('after a crash', () => {
  it('an execution that had failed is redriven where it was', async () => {
    const before = await boot();
    const executionArn = await before.run(parallelMachine());
    await before.call('SendTaskSuccess', { taskToken: tokenIn(before.calls[0]), output: '"kept"' });
    await before.call('SendTaskFailure', { taskToken: tokenIn(before.calls[1]) });
    await settled();
    const after = await boot();
    await after.call('RedriveExecution', { executionArn });
    await settled();
    expect(after.calls).toHaveLength(1);
    await after.call('SendTaskSuccess', { taskToken: tokenIn(after.calls[0]), output: '"fixed"' });
    expect(await after.output(executionArn)).toEqual(['kept', 'fixed']);
  });

  it('a redrive that had not come to all of its states goes on with the rest', async () => {
    const before = await boot();
    // More than the steps after which an execution is saved.
    const branches = Array.from({ length: 220 }, (_, n) => ({
      StartAt: `Ask${n}`,
      States: { [`Ask${n}`]: callbackTask() },
    }));
    const all = { Type: 'Parallel', Branches: branches, End: true };
    const executionArn = await before.run({ StartAt: 'All', States: { All: all } });
    await before.call('StopExecution', { executionArn });
    await before.call('RedriveExecution', { executionArn });
    await before.states.stop();
    const scheduled = async ({ call }: Pick<typeof before, 'call'>) => {
      const newest = { executionArn, maxResults: 1000, reverseOrder: true };
      const { events } = await call('GetExecutionHistory', newest);
      const types = (events as { type: string }[]).map(({ type }) => type);
      return types.slice(0, types.indexOf('ExecutionRedriven')).filter((type) => type === 'TaskScheduled');
    };
    expect((await scheduled(before)).length).toBeLessThan(branches.length);
    expect(await scheduled(await boot())).toHaveLength(branches.length);
  });

  it('a redriven execution goes on waiting, and a repeated request has its answer', async () => {
    const before = await boot();
    const executionArn = await before.run(callbackMachine());
    await before.call('SendTaskFailure', { taskToken: tokenIn(before.calls[0]) });
    const redrive = { executionArn, clientToken: 'one' };
    const answer = await before.call('RedriveExecution', redrive);
    await settled();
    const after = await boot();
    expect(after.calls).toHaveLength(0);
    expect(await after.call('RedriveExecution', redrive)).toEqual(answer);
    await after.call('SendTaskSuccess', { taskToken: tokenIn(before.calls[1]), output: '"done"' });
    expect(await after.output(executionArn)).toBe('done');
    expect(await after.describe(executionArn)).toMatchObject({ redriveCount: 1 });
  });
});

it('where an execution stopped is not read by who lists executions, and goes with the redrive or the machine', async () => {
  const stored = createStoredStates(store());
  const world = setUp({ store: stored });
  const executionArn = await world.run(callbackMachine());
  await world.call('StopExecution', { executionArn });
  const machineArn = machineArnOf(executionArn);
  expect(stored.stopped(executionArn)).toMatchObject([{ state: 'Ask' }]);
  expect(stored.executions({ machineArn, limit: 1 })[0]?.execution).toMatchObject({ stopped: [] });
  await world.call('RedriveExecution', { executionArn });
  expect(stored.stopped(executionArn)).toEqual([]);
  await world.call('StopExecution', { executionArn });
  await world.call('DeleteStateMachine', { stateMachineArn: machineArn });
  expect(stored.stopped(executionArn)).toEqual([]);
});

it('a redrive that cannot be saved has not happened', async () => {
  const stored = createStoredStates(store());
  let full = false;
  const save: typeof stored.save = (execution, events) => {
    if (full) throw new Error('database or disk is full');
    stored.save(execution, events);
  };
  const world = setUp({ store: { ...stored, save } });
  const executionArn = await world.run(callbackMachine());
  await world.call('SendTaskFailure', { taskToken: tokenIn(world.calls[0]), error: 'E' });
  const failed = await world.describe(executionArn);
  full = true;
  await expect(world.call('RedriveExecution', { executionArn })).rejects.toThrow('disk is full');
  full = false;
  expect(await world.describe(executionArn)).toEqual(failed);
  await world.call('RedriveExecution', { executionArn });
  await settled();
  await world.call('SendTaskSuccess', { taskToken: tokenIn(world.calls.at(-1)), output: '1' });
  expect(await world.output(executionArn)).toBe(1);
  expect(await world.describe(executionArn)).toMatchObject({ redriveCount: 1 });
});

it('an execution that an earlier version has kept cannot be redriven, and says why', async () => {
  const stored = createStoredStates(store());
  const world = setUp({ store: stored });
  const executionArn = await world.run(callbackMachine());
  await world.call('StopExecution', { executionArn });
  const { stopped, ...kept } = stored.execution(executionArn) ?? expect.fail();
  stored.save(kept, []);
  const message = 'Execution was started before the launch of RedriveExecution';
  expect(await world.describe(executionArn)).toMatchObject({ redriveStatusReason: message });
  await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
    code: 'ExecutionNotRedrivable',
    message: expect.stringContaining(message),
  });
});
