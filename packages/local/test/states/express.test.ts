import { describe, expect, it } from 'vitest';
import { ROLE, settled, setUp } from './harness.ts';

const express = async (states: unknown, more: Record<string, unknown> = {}) => {
  const world = setUp();
  const definition = JSON.stringify({ StartAt: 'A', ...more, States: states });
  const { stateMachineArn } = await world.call('CreateStateMachine', {
    ...{ name: 'm', roleArn: ROLE, definition, type: 'EXPRESS' },
  });
  return { ...world, machineArn: stateMachineArn as string };
};

describe('StartSyncExecution', () => {
  it('answers once the execution has ended', async () => {
    const world = await express({ A: { Type: 'Wait', Seconds: 2, End: true } });
    const answer = world.call('StartSyncExecution', { stateMachineArn: world.machineArn, input: '{"a":1}' });
    await settled();
    await world.time.advance(2_000);
    expect(await answer).toMatchObject({
      executionArn: expect.stringMatching(/:express:m:[^:]+:[^:]+$/),
      status: 'SUCCEEDED',
      output: '{"a":1}',
      billingDetails: { billedDurationInMilliseconds: 2_000, billedMemoryUsedInMB: 64 },
    });
  });

  it('answers a failure as an answer, and not as an error', async () => {
    const world = await express({ A: { Type: 'Fail', Error: 'E', Cause: 'C' } });
    expect(await world.call('StartSyncExecution', { stateMachineArn: world.machineArn })).toMatchObject({
      status: 'FAILED',
      error: 'E',
      cause: 'C',
    });
  });

  it('is refused for a Standard machine', async () => {
    const world = setUp();
    const stateMachineArn = await world.create({ StartAt: 'A', States: { A: { Type: 'Succeed' } } });
    await expect(world.call('StartSyncExecution', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
  });

  it('ends after five minutes at the latest', async () => {
    const world = await express({ A: { Type: 'Wait', Seconds: 1_000, End: true } });
    const answer = world.call('StartSyncExecution', { stateMachineArn: world.machineArn });
    await settled();
    await world.time.advance(300_000);
    expect(await answer).toMatchObject({ status: 'TIMED_OUT' });
  });
});

describe('an execution of an Express machine', () => {
  it('is neither kept nor published', async () => {
    const world = await express({ A: { Type: 'Succeed' } });
    const executionArn = await world.start(world.machineArn);
    await expect(world.describe(executionArn)).rejects.toMatchObject({ code: 'InvalidArn' });
    await expect(world.call('ListExecutions', { stateMachineArn: world.machineArn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
    expect(world.changes).toEqual([]);
  });
});
