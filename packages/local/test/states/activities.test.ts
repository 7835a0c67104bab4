import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/states/json.ts';
import { settled, setUp } from './harness.ts';

const withActivity = async (more: JsonObject = {}) => {
  const world = setUp();
  const { activityArn } = await world.call('CreateActivity', { name: 'approve' });
  const definition = {
    StartAt: 'A',
    States: { A: { Type: 'Task', Resource: activityArn as string, End: true, ...more } },
  };
  const poll = () => world.call('GetActivityTask', { activityArn, workerName: 'w' });
  return { ...world, activityArn: activityArn as string, machine: await world.create(definition), poll };
};

describe('an activity', () => {
  it('hands a task to a worker that waits, and to one that comes later', async () => {
    const world = await withActivity();
    const early = world.poll();
    const first = await world.start(world.machine, { n: 1 });
    const task = await early;
    expect(task).toMatchObject({ input: '{"n":1}' });
    const second = await world.start(world.machine, { n: 2 });
    expect(await world.poll()).toMatchObject({ input: '{"n":2}' });
    await world.call('SendTaskSuccess', { taskToken: task.taskToken, output: '"yes"' });
    await settled();
    expect(await world.output(first)).toBe('yes');
    expect(await world.types(first)).toEqual([
      ...['ExecutionStarted', 'TaskStateEntered', 'ActivityScheduled', 'ActivityStarted'],
      ...['ActivitySucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    ]);
    expect((await world.types(second)).at(-1)).toBe('ActivityStarted');
  });

  it('answers a worker with nothing after 60 seconds', async () => {
    const world = await withActivity();
    const polled = world.poll();
    await settled();
    await world.time.advance(60_000);
    expect(await polled).toEqual({});
  });

  it('does not hand out a task whose time is over', async () => {
    const world = await withActivity({ TimeoutSeconds: 5 });
    const arn = await world.start(world.machine);
    await world.time.advance(5_000);
    expect(await world.types(arn)).toContain('ActivityTimedOut');
    const polled = world.poll();
    await settled();
    await world.time.advance(60_000);
    expect(await polled).toEqual({});
  });

  it('counts heartbeats from the moment that a worker has the task', async () => {
    const world = await withActivity({ TimeoutSeconds: 100, HeartbeatSeconds: 5 });
    const arn = await world.start(world.machine);
    await world.time.advance(20_000);
    expect(await world.describe(arn)).toMatchObject({ status: 'RUNNING' });
    await world.poll();
    await world.time.advance(5_000);
    expect(await world.types(arn)).toContain('ActivityTimedOut');
  });

  it('that is not there fails the execution', async () => {
    const world = await withActivity();
    await world.call('DeleteActivity', { activityArn: world.activityArn });
    const arn = await world.start(world.machine);
    expect(await world.describe(arn)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining(`The activity ${world.activityArn} does not exist.`),
    });
    await expect(world.poll()).rejects.toMatchObject({ code: 'ActivityDoesNotExist' });
  });

  it('is created once, described and listed', async () => {
    const world = await withActivity();
    expect(await world.call('CreateActivity', { name: 'approve' })).toMatchObject({
      activityArn: world.activityArn,
    });
    expect(await world.call('ListActivities', {})).toMatchObject({ activities: [{ name: 'approve' }] });
    expect(await world.call('DescribeActivity', { activityArn: world.activityArn })).toMatchObject({
      name: 'approve',
    });
  });
});
