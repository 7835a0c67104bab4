import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { describe, expect, it } from 'vitest';
import { queue } from '../runtime.ts';
import {
  answer,
  asking,
  type Clients,
  clients,
  describeExecution,
  machine,
  machineArn,
  refuse,
  role,
  start,
} from './machine-apps.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html: what CDK grants for .sync, too. */
const everything = [
  ...['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'],
  ...['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
];
const without = (action: string) => everything.filter((one) => one !== action);

const nestedExecution = `${machineArn('child').replace(':stateMachine:', ':execution:')}:nested`;

describe('a nested workflow', () => {
  const nesting = (action: string | string[] = everything, child: object = asking) => ({
    Orders: queue('orders'),
    ChildRole: role('child', 'sqs:SendMessage'),
    ParentRole: role('parent', action),
    Child: machine('child', 'child', child),
    Parent: machine('parent', 'parent', {
      StartAt: 'Nested',
      States: {
        Nested: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution.sync:2',
          Parameters: { StateMachineArn: machineArn('child'), Name: 'nested', 'Input.$': '$' },
          OutputPath: '$.Output',
          Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'Caught' }],
          End: true,
        },
        Caught: { Type: 'Pass', End: true },
      },
    }),
  });

  it('of .sync:2 waits for the callback of the machine that it has started', async () => {
    const all = await clients(nesting());
    const parent = await start(all, 'parent', { queue: all.QueueUrl, order: 7 });
    expect(await describeExecution(all, parent)).toMatchObject({ status: 'RUNNING' });
    await answer(all, { paid: true });
    expect(await describeExecution(all, parent)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"paid":true}',
    });
  });

  it('fails where its role may not start the other machine', async () => {
    const all = await clients(nesting(without('states:StartExecution')));
    const parent = await start(all, 'parent', { queue: all.QueueUrl, order: 7 });
    const { output = '' } = await describeExecution(all, parent);
    expect(JSON.parse(output)).toEqual({
      Error: 'StepFunctions.AWSStepFunctionsException',
      Cause: expect.stringContaining('states:StartExecution') as string,
    });
  });

  it.each([
    ['the role may not write the rule that tells of ends', 'events:PutRule'],
    ['the role may not name the target of that rule', 'events:PutTargets'],
    ['the role may not describe that rule', 'events:DescribeRule'],
  ])('is refused where %s', async (_, action) => {
    await expect(clients(nesting(without(action)))).rejects.toThrow(
      "'arn:aws:iam::000000000000:role/parent' is not authorized to create managed-rule.",
    );
  });

  const waiting = async (child?: object) => {
    const all = await clients(nesting(everything, child));
    const parent = await start(all, 'parent', { queue: all.QueueUrl, order: 7 });
    expect(await describeExecution(all, parent)).toMatchObject({ status: 'RUNNING' });
    return { ...all, parent };
  };
  const childOf = async (all: Clients & { parent: string }) => {
    const { status, output = '' } = await describeExecution(all, all.parent);
    expect(status).toBe('SUCCEEDED');
    return JSON.parse((JSON.parse(output) as { Cause: string }).Cause) as Record<string, unknown>;
  };

  it('whose child fails by its callback can be caught, with all that is known of the child', async () => {
    const all = await waiting();
    await refuse(all, { error: 'NoStock', cause: 'sold out' });
    expect(await childOf(all)).toMatchObject({ Status: 'FAILED', Error: 'NoStock', Cause: 'sold out' });
  });

  it('whose child times out can be caught', async () => {
    const all = await waiting({ ...asking, TimeoutSeconds: 60 });
    await all.local.advance(60_000);
    expect(await childOf(all)).toMatchObject({ Status: 'TIMED_OUT' });
  });

  it('whose child is stopped can be caught', async () => {
    const all = await waiting();
    await all.sfn.send(new StopExecutionCommand({ executionArn: nestedExecution }));
    await all.local.advance(0);
    expect(await childOf(all)).toMatchObject({ Status: 'ABORTED' });
  });

  it('that is stopped stops its child, and the callback is waited for no more', async () => {
    const all = await waiting();
    await all.sfn.send(new StopExecutionCommand({ executionArn: all.parent }));
    await all.local.advance(0);
    expect(await describeExecution(all, nestedExecution)).toMatchObject({ status: 'ABORTED' });
    await expect(answer(all, { paid: true })).rejects.toThrow('Task Timed Out');
  });
});
