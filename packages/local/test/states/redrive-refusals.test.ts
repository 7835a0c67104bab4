import { describe, expect, it } from 'vitest';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import { callbackMachine, ROLE, setUp } from './harness.ts';

const failing = { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'E' } } };
const passing = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };

describe('RedriveExecution refuses', () => {
  it.each([
    ['RUNNING', callbackMachine()],
    ['SUCCEEDED', passing],
  ])('an execution that is %s', async (status, machine) => {
    const world = setUp();
    const executionArn = await world.run(machine);
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
      message: `Execution ${executionArn} invalid for redrive as: Execution is ${status} and cannot be redriven`,
    });
  });

  it('an execution that does not exist', async () => {
    const world = setUp();
    const executionArn = `${await world.run(failing)}-other`;
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
      message: `Execution Does Not Exist: '${executionArn}'`,
    });
  });

  it('an execution of an Express machine, by the form of its ARN', async () => {
    const world = setUp();
    const definition = JSON.stringify(failing);
    const machine = { name: 'express', type: 'EXPRESS', definition, roleArn: ROLE };
    const { stateMachineArn } = await world.call('CreateStateMachine', machine);
    const { executionArn } = await world.call('StartSyncExecution', { stateMachineArn });
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'InvalidArn',
      message: "Invalid Arn: 'Resource type not valid in this context: express'",
    });
  });

  it('an iteration of a Map run', async () => {
    const world = setUp();
    const executionArn = (await world.run(failing)).replace(':machine:', ':machine/Label:');
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Labeled Execution ARNs are not supported for this API',
    });
  });

  it.each(['', 'x'.repeat(65), 'a b', 'é'])('the client token %j', async (clientToken) => {
    const world = setUp();
    const executionArn = await world.run(failing);
    await expect(world.call('RedriveExecution', { executionArn, clientToken })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("at 'clientToken'"),
    });
  });

  it('an execution whose machine is being deleted', async () => {
    const world = setUp();
    const executionArn = await world.run(failing);
    const stateMachineArn = machineArnOf(executionArn);
    const waiting = callbackMachine();
    await world.call('UpdateStateMachine', { stateMachineArn, definition: JSON.stringify(waiting) });
    await world.start(stateMachineArn);
    await world.call('DeleteStateMachine', { stateMachineArn });
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      message: expect.stringContaining('State machine is in DELETING status'),
    });
  });

  it('an execution that has no events left', async () => {
    const world = setUp();
    const Choices = [{ Variable: '$.stop', IsPresent: true, Next: 'Done' }];
    const executionArn = await world.run({
      StartAt: 'Loop',
      States: { Loop: { Type: 'Choice', Choices, Default: 'Loop' }, Done: { Type: 'Succeed' } },
    });
    await expect.poll(async () => (await world.describe(executionArn)).status).toBe('FAILED');
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      message: expect.stringContaining('Execution history event limit exceeded'),
    });
  });

  it('an execution that began a year ago', async () => {
    const world = setUp();
    const executionArn = await world.run(callbackMachine());
    await world.time.advance(365 * 24 * 3_600_000);
    await world.call('StopExecution', { executionArn });
    await expect(world.call('RedriveExecution', { executionArn })).rejects.toMatchObject({
      message: expect.stringContaining('Execution has exceeded the max execution time'),
    });
  });
});

describe('ListExecutions refuses with a machine', () => {
  it.each([
    [
      { redriveFilter: 'REDRIVEN' },
      'RedriveFilter cannot be applied to ListExecutions call with StateMachine ARN',
    ],
    [{ statusFilter: 'PENDING_REDRIVE' }, expect.stringContaining('PENDING_REDRIVE')],
    [{ redriveFilter: 'x' }, expect.stringContaining('[REDRIVEN, NOT_REDRIVEN]')],
  ])('%j', async (filter, message) => {
    const world = setUp();
    const stateMachineArn = machineArnOf(await world.run(failing));
    await expect(world.call('ListExecutions', { stateMachineArn, ...filter })).rejects.toMatchObject({
      code: 'ValidationException',
      message,
    });
  });
});
