import { describe, expect, it } from 'vitest';
import { AwsError } from '../../src/foundation/aws-error.ts';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import type { JsonObject } from '../../src/states/json.ts';
import { callbackMachine, parallelMachine, settled, setUp, tokenIn } from './harness.ts';

const catching = (errors: string[]) => ({ Catch: [{ ErrorEquals: errors, Next: 'Caught' }] });
const dead = {
  code: 'TaskTimedOut',
  message: "Task Timed Out: 'Provided task does not exist anymore'",
  status: 400,
};

describe('each attempt of a task', () => {
  it('has its own token; an answer with the token of an earlier attempt gets TaskTimedOut and changes nothing', async () => {
    const retry = {
      TimeoutSeconds: 10,
      Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 1 }],
    };
    const { run, time, calls, call, output } = setUp();
    const arn = await run(callbackMachine(retry));
    const first = tokenIn(calls[0]);
    await time.advance(11_000);
    const second = tokenIn(calls[1]);
    expect(second).not.toBe(first);
    await expect(call('SendTaskSuccess', { taskToken: first, output: '"early"' })).rejects.toMatchObject(
      dead,
    );
    await call('SendTaskSuccess', { taskToken: second, output: '"late"' });
    expect(await output(arn)).toBe('late');
  });
});

describe('success and failure raced on one token', () => {
  it('exactly one wins, the other gets TaskTimedOut', async () => {
    const { run, calls, call, describe: describeExecution } = setUp();
    const arn = await run(callbackMachine());
    const taskToken = tokenIn(calls[0]);
    const race = await Promise.allSettled([
      call('SendTaskSuccess', { taskToken, output: '1' }),
      call('SendTaskFailure', { taskToken, error: 'E' }),
      call('SendTaskSuccess', { taskToken, output: '2' }),
    ]);
    expect(race.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    for (const { reason } of race.filter((end) => end.status === 'rejected'))
      expect(reason).toMatchObject(dead);
    expect(await describeExecution(arn)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
  });
});

describe('malformed token', () => {
  it('is InvalidToken', async () => {
    const { call } = setUp();
    const sent = call('SendTaskHeartbeat', { taskToken: 'made-up' });
    await expect(sent).rejects.toMatchObject({ code: 'InvalidToken', status: 400 });
  });

  it('is a ValidationException over 2,048 characters', async () => {
    const { call } = setUp();
    const sent = call('SendTaskSuccess', { taskToken: 'x'.repeat(2049), output: '{}' });
    await expect(sent).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('token of a finished, timed-out or aborted task', () => {
  it.each(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'])(
    '%s gets TaskTimedOut',
    async (operation) => {
      const { run, calls, call, time, create, start } = setUp();
      const arn = await run(callbackMachine({ TimeoutSeconds: 5 }));
      const finished = tokenIn(calls[0]);
      await call('SendTaskSuccess', { taskToken: finished, output: '{}' });
      const machine = machineArnOf(arn);
      await start(machine);
      const late = tokenIn(calls[1]);
      await time.advance(6_000);
      const stopped = await start(await create(callbackMachine(), 'other'));
      const aborted = tokenIn(calls[2]);
      await call('StopExecution', { executionArn: stopped });
      for (const taskToken of [finished, late, aborted]) {
        await expect(call(operation, { taskToken, output: '{}' })).rejects.toMatchObject(dead);
      }
    },
  );

  it('is TaskDoesNotExist once the execution is gone with its machine', async () => {
    const { run, calls, call } = setUp();
    const arn = await run(callbackMachine());
    const taskToken = tokenIn(calls[0]);
    await call('SendTaskSuccess', { taskToken, output: '{}' });
    await call('DeleteStateMachine', {
      stateMachineArn: machineArnOf(arn),
    });
    await expect(call('SendTaskSuccess', { taskToken, output: '{}' })).rejects.toMatchObject({
      code: 'TaskDoesNotExist',
    });
  });
});

describe('output that is not JSON; over 262,144 bytes', () => {
  it('is InvalidOutput; ValidationException, and the task goes on waiting', async () => {
    const { run, calls, call, output } = setUp();
    const arn = await run(callbackMachine());
    const taskToken = tokenIn(calls[0]);
    await expect(call('SendTaskSuccess', { taskToken, output: '{no' })).rejects.toMatchObject({
      code: 'InvalidOutput',
    });
    // 87,382 characters of 3 bytes: bytes count, not characters.
    const long = JSON.stringify('€'.repeat(87_382));
    await expect(call('SendTaskSuccess', { taskToken, output: long })).rejects.toMatchObject({
      code: 'ValidationException',
    });
    const fits = JSON.stringify('x'.repeat(262_142));
    await call('SendTaskSuccess', { taskToken, output: fits });
    expect(await output(arn)).toHaveLength(262_142);
  });
});

describe('HeartbeatSeconds passes with no heartbeat', () => {
  it.each(['States.HeartbeatTimeout', 'States.Timeout', 'States.ALL'])('is caught as %s', async (name) => {
    const { run, time, types, output } = setUp();
    const arn = await run(callbackMachine({ TimeoutSeconds: 60, HeartbeatSeconds: 5, ...catching([name]) }));
    await time.advance(5_000);
    expect(await types(arn)).toContain('TaskTimedOut');
    expect(await output(arn)).toEqual({ Error: 'States.Timeout', Cause: '' });
  });

  it('is not caught as States.TaskFailed', async () => {
    const { run, time, describe: describeExecution } = setUp();
    const arn = await run(
      callbackMachine({ TimeoutSeconds: 60, HeartbeatSeconds: 5, ...catching(['States.TaskFailed']) }),
    );
    await time.advance(5_000);
    expect(await describeExecution(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('is retried as States.HeartbeatTimeout', async () => {
    const { run, time, calls } = setUp();
    const retry = {
      Retry: [{ ErrorEquals: ['States.HeartbeatTimeout'], IntervalSeconds: 1, MaxAttempts: 1 }],
    };
    await run(callbackMachine({ TimeoutSeconds: 60, HeartbeatSeconds: 5, ...retry }));
    await time.advance(6_000);
    expect(calls).toHaveLength(2);
  });

  it('is put off by SendTaskHeartbeat, which leaves no event and does not extend TimeoutSeconds', async () => {
    const { run, time, calls, call, history, describe: describeExecution } = setUp();
    const arn = await run(callbackMachine({ TimeoutSeconds: 12, HeartbeatSeconds: 5 }));
    const taskToken = tokenIn(calls[0]);
    const before = (await history(arn)).length;
    for (const _ of [1, 2]) {
      await time.advance(4_000);
      await call('SendTaskHeartbeat', { taskToken });
    }
    expect(await history(arn)).toHaveLength(before);
    await time.advance(3_999);
    expect(await describeExecution(arn)).toMatchObject({ status: 'RUNNING' });
    await time.advance(1);
    expect(await describeExecution(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });
});

describe('TimeoutSeconds passes', () => {
  it('is States.Timeout with the event TaskTimedOut, not caught by States.TaskFailed', async () => {
    const { run, time, history } = setUp();
    const arn = await run(callbackMachine({ TimeoutSeconds: 5, ...catching(['States.TaskFailed']) }));
    await time.advance(5_000);
    const events = await history(arn);
    expect(events.at(-2)).toMatchObject({
      type: 'TaskTimedOut',
      taskTimedOutEventDetails: { error: 'States.Timeout' },
    });
    expect(events.at(-1)).toMatchObject({
      type: 'ExecutionFailed',
      executionFailedEventDetails: { error: 'States.Timeout' },
    });
  });

  it('is caught with an empty Cause, which CausePath may name', async () => {
    const { run, time, describe: describeExecution } = setUp();
    const { States } = callbackMachine({ TimeoutSeconds: 5, ...catching(['States.Timeout']) });
    const Caught = { Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' };
    const arn = await run({ StartAt: 'Ask', States: { ...(States as JsonObject), Caught } });
    await time.advance(5_000);
    expect(await describeExecution(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.Timeout',
      cause: '',
    });
  });

  it('is not caught as States.HeartbeatTimeout', async () => {
    const { run, time, describe: describeExecution } = setUp();
    const arn = await run(callbackMachine({ TimeoutSeconds: 5, ...catching(['States.HeartbeatTimeout']) }));
    await time.advance(5_000);
    expect(await describeExecution(arn)).toMatchObject({ status: 'FAILED' });
  });
});

describe('the function behind lambda:invoke.waitForTaskToken', () => {
  const throws = {
    StatusCode: 200,
    FunctionError: 'Unhandled',
    Payload: '{"errorType":"Boom","errorMessage":"no"}',
  };

  it('throws: the task fails at once, with the error name, and may be retried', async () => {
    const answers = [throws, { StatusCode: 200, Payload: 'null' }];
    const { run, time, calls, call, types, output } = setUp({ answer: () => answers.shift() });
    const arn = await run(callbackMachine({ Retry: [{ ErrorEquals: ['Boom'], IntervalSeconds: 1 }] }));
    expect(await types(arn)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
    ]);
    await expect(
      call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '1' }),
    ).rejects.toMatchObject(dead);
    await time.advance(1_000);
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[1]), output: '2' });
    expect(await output(arn)).toBe(2);
  });

  it('times out or exits: the task fails with the name that Lambda gave', async () => {
    const Payload = '{"errorType":"Sandbox.Timedout","errorMessage":"Task timed out after 3.00 seconds"}';
    const { run, describe: describeExecution } = setUp({ answer: () => ({ ...throws, Payload }) });
    expect(await describeExecution(await run(callbackMachine()))).toMatchObject({
      error: 'Sandbox.Timedout',
      cause: Payload,
    });
  });

  it('is throttled: the task fails as Lambda.TooManyRequestsException', async () => {
    const answer = () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    };
    const { run, describe: describeExecution } = setUp({ answer });
    expect(await describeExecution(await run(callbackMachine()))).toMatchObject({
      error: 'Lambda.TooManyRequestsException',
    });
  });

  it('returns: its return value is not the output of the task, which goes on waiting', async () => {
    const {
      run,
      calls,
      call,
      history,
      output,
      describe: describeExecution,
    } = setUp({
      answer: () => ({ StatusCode: 200, Payload: '"returned"' }),
    });
    const arn = await run(callbackMachine());
    expect((await history(arn)).at(-1)).toMatchObject({ type: 'TaskSubmitted' });
    expect(await describeExecution(arn)).toMatchObject({ status: 'RUNNING' });
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '"answered"' });
    expect(await output(arn)).toBe('answered');
  });
});

describe('SendTaskFailure with neither error nor cause', () => {
  it('is TaskFailed without details; Catch gets nulls', async () => {
    const { run, calls, call, history, output } = setUp();
    const arn = await run(callbackMachine(catching(['States.ALL'])));
    await call('SendTaskFailure', { taskToken: tokenIn(calls[0]) });
    const failed = (await history(arn)).find(({ type }) => type === 'TaskFailed');
    expect(failed?.taskFailedEventDetails).toEqual({
      resource: 'invoke.waitForTaskToken',
      resourceType: 'lambda',
    });
    expect(await output(arn)).toEqual({ Error: null, Cause: null });
  });
});

describe('StopExecution', () => {
  it('is ExecutionAborted; open tokens are dead', async () => {
    const { run, calls, call, history, time } = setUp();
    const arn = await run(callbackMachine({ TimeoutSeconds: 60 }));
    await call('StopExecution', { executionArn: arn, error: 'Enough', cause: 'of this' });
    const last = (await history(arn)).at(-1);
    expect(last).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'of this' },
    });
    await expect(
      call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '1' }),
    ).rejects.toMatchObject(dead);
    expect(time.alarms()).toBe(0);
  });
});

describe('Parallel: one branch fails', () => {
  it('the other branches are stopped, their tokens are dead; Catch applies', async () => {
    const { run, calls, call, output } = setUp();
    const arn = await run(parallelMachine(catching(['Bad'])));
    const [left, right] = calls.map(tokenIn);
    await call('SendTaskFailure', { taskToken: left, error: 'Bad' });
    await expect(call('SendTaskSuccess', { taskToken: right, output: '1' })).rejects.toMatchObject(dead);
    expect(await output(arn)).toEqual({ Error: 'Bad', Cause: null });
  });

  it('Retry of the Parallel state runs both branches again, with new tokens', async () => {
    const { run, calls, call, output, time } = setUp();
    const arn = await run(parallelMachine({ Retry: [{ ErrorEquals: ['Bad'], IntervalSeconds: 1 }] }));
    await call('SendTaskFailure', { taskToken: tokenIn(calls[0]), error: 'Bad' });
    await time.advance(1_000);
    expect(calls).toHaveLength(4);
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[3]), output: '"right"' });
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[2]), output: '"left"' });
    await settled();
    expect(await output(arn)).toEqual(['left', 'right']);
  });
});

describe('StartExecution with the name and input of a running execution', () => {
  it('is idempotent: the same answer; another input, or an ended execution: ExecutionAlreadyExists', async () => {
    const { create, call, calls } = setUp();
    const stateMachineArn = await create(callbackMachine());
    const request = { stateMachineArn, name: 'one', input: '{"a":1}' };
    const first = await call('StartExecution', request);
    await settled();
    expect(await call('StartExecution', request)).toEqual(first);
    expect(calls).toHaveLength(1);
    const exists = {
      code: 'ExecutionAlreadyExists',
      message: `Execution Already Exists: '${first.executionArn}'`,
    };
    await expect(call('StartExecution', { ...request, input: '{"a":2}' })).rejects.toMatchObject(exists);
    await call('SendTaskSuccess', { taskToken: tokenIn(calls[0]), output: '1' });
    await expect(call('StartExecution', request)).rejects.toMatchObject(exists);
  });
});

describe('StartExecution twice at the same moment', () => {
  it('starts one execution', async () => {
    const { create, call, calls } = setUp();
    const stateMachineArn = await create(callbackMachine());
    const request = { stateMachineArn, name: 'one', input: '{}' };
    const [first, second, other] = await Promise.allSettled(
      [request, request, { ...request, input: '1' }].map((input) => call('StartExecution', input)),
    );
    await settled();
    expect(second).toEqual(first);
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'ExecutionAlreadyExists' } });
    expect(calls).toHaveLength(1);
  });
});

describe('the token itself', () => {
  it('tells the machine that it belongs to, to the runtime alone', async () => {
    const { run, calls, states } = setUp();
    const arn = await run(callbackMachine());
    expect(states.machineOf(tokenIn(calls[0]))).toBe(machineArnOf(arn));
    expect(states.machineOf('made-up')).toBeUndefined();
  });

  it('is opaque, several hundred characters', async () => {
    const { run, calls } = setUp();
    const arn = await run(callbackMachine());
    const token = tokenIn(calls[0]);
    expect(token.length).toBeGreaterThan(300);
    expect(token.length).toBeLessThanOrEqual(2_048);
    expect(Buffer.from(token, 'base64').toString('latin1')).not.toContain(arn);
  });
});
