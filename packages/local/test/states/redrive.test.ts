import { describe, expect, it } from 'vitest';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import type { JsonObject } from '../../src/states/json.ts';
import { callbackMachine, callbackTask, settled, setUp, tokenIn } from './harness.ts';

const DAY_MS = 24 * 3_600_000;

/** A world with an execution of a callback machine that its worker has failed. */
const failed = async (machine: JsonObject = callbackMachine()) => {
  const world = setUp();
  const arn = await world.run(machine);
  const settle = async (operation: string, more: JsonObject) => {
    await world.call(operation, { taskToken: tokenIn(world.calls.at(-1)), ...more });
    await settled();
  };
  const fail = (error = 'E') => settle('SendTaskFailure', { error, cause: 'why' });
  const succeed = () => settle('SendTaskSuccess', { output: '"fixed"' });
  const redrive = async (more: JsonObject = {}) => {
    const answer = await world.call('RedriveExecution', { executionArn: arn, ...more });
    await settled();
    return answer;
  };
  await fail();
  return { ...world, arn, fail, succeed, redrive };
};

/** Types of the events from the first redrive on, each with the event that it follows. */
const eventsSince = (events: readonly JsonObject[]) =>
  events
    .slice(events.findIndex(({ type }) => type === 'ExecutionRedriven'))
    .map(({ type, previousEventId }) => [type, previousEventId]);

/** The values are those that AWS gave, recorded in September 2026 with executions of this form. */
describe('a redriven execution', () => {
  it('goes on from the state that failed, without entering it again', async () => {
    const world = await failed({
      StartAt: 'First',
      States: { First: { Type: 'Pass', Next: 'Ask' }, Ask: callbackTask() },
    });
    const history = await world.history(world.arn);
    await world.redrive();
    await world.succeed();
    expect(await world.output(world.arn)).toBe('fixed');
    const after = await world.history(world.arn);
    expect(after.slice(0, history.length)).toEqual(history);
    expect(eventsSince(after)).toEqual([
      ['ExecutionRedriven', 9],
      ['TaskScheduled', 4],
      ['TaskStarted', 11],
      ['TaskSubmitted', 12],
      ['TaskSucceeded', 13],
      ['TaskStateExited', 14],
      ['ExecutionSucceeded', 15],
    ]);
    expect(after[9]).toMatchObject({ executionRedrivenEventDetails: { redriveCount: 1 } });
  });

  it('has a new token, and the old one is dead', async () => {
    const world = await failed();
    const old = tokenIn(world.calls.at(-1));
    await world.redrive();
    expect(tokenIn(world.calls.at(-1))).not.toBe(old);
    await expect(world.call('SendTaskSuccess', { taskToken: old, output: '1' })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('is described as running, without its earlier end, and as it ends in the end', async () => {
    const world = await failed();
    await world.time.advance(1_000);
    const { redriveDate } = await world.redrive();
    expect(redriveDate).toBe(world.time.clock.now() / 1000);
    const running = await world.describe(world.arn);
    expect(running).toMatchObject({
      ...{ status: 'RUNNING', redriveCount: 1, redriveDate, redriveStatus: 'NOT_REDRIVABLE' },
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
    for (const name of ['stopDate', 'error', 'cause', 'output']) expect(running).not.toHaveProperty(name);
    await world.fail('Again');
    expect(await world.describe(world.arn)).toMatchObject({
      ...{ status: 'FAILED', error: 'Again', redriveCount: 1, redriveDate, redriveStatus: 'REDRIVABLE' },
    });
    const { executions } = await world.call('ListExecutions', { stateMachineArn: machineArnOf(world.arn) });
    expect(executions).toMatchObject([{ status: 'FAILED', redriveCount: 1, redriveDate }]);
  });

  it('counts the attempts of its states from 0, and keeps when they were entered', async () => {
    const Payload = {
      'token.$': '$$.Task.Token',
      'execution.$': '$$.Execution',
      'state.$': '$$.State',
    };
    const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1 }];
    const world = await failed(callbackMachine({ Parameters: { FunctionName: 'f', Payload }, Retry }));
    await world.time.advance(1_000);
    await world.fail();
    await world.time.advance(5_000);
    await world.redrive();
    await world.fail();
    await world.time.advance(1_000);
    const seen = world.calls.map(
      ({ input }) => JSON.parse(String(input.Payload)) as Record<string, JsonObject>,
    );
    expect(seen.map(({ state }) => state?.RetryCount)).toEqual([0, 1, 0, 1]);
    expect(new Set(seen.map(({ state }) => state?.EnteredTime)).size).toBe(1);
    expect(new Set(seen.map(({ execution }) => execution?.StartTime)).size).toBe(1);
    expect(seen.map(({ execution }) => execution?.RedriveCount)).toEqual([0, 0, 1, 1]);
    const { redriveDate } = await world.describe(world.arn);
    const time = new Date(Number(redriveDate) * 1000).toISOString();
    expect(seen.map(({ execution }) => execution?.RedriveTime)).toEqual([undefined, undefined, time, time]);
  });

  it('runs the definition that it started with', async () => {
    const world = await failed();
    const stateMachineArn = machineArnOf(world.arn);
    const definition = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });
    await world.call('UpdateStateMachine', { stateMachineArn, definition });
    await world.redrive();
    await world.succeed();
    expect(await world.output(world.arn)).toBe('fixed');
  });

  it('has all of the time of its machine again', async () => {
    const world = await failed({ ...callbackMachine(), TimeoutSeconds: 100 });
    await world.time.advance(90_000);
    await world.redrive();
    await world.time.advance(99_999);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'RUNNING' });
    await world.time.advance(1);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'TIMED_OUT' });
    await world.redrive();
    await world.succeed();
    expect(await world.output(world.arn)).toBe('fixed');
  });

  it('has all of the time of its task again', async () => {
    const world = await failed(callbackMachine({ TimeoutSeconds: 60 }));
    await world.time.advance(100_000);
    await world.redrive();
    await world.time.advance(59_999);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'RUNNING' });
    await world.time.advance(1);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('is published: it runs again, and ends again', async () => {
    const world = await failed();
    world.changes.length = 0;
    await world.redrive();
    await world.succeed();
    const at = Number((await world.describe(world.arn)).redriveDate) * 1000;
    expect(world.changes.map(({ detail }) => detail)).toMatchObject([
      { status: 'RUNNING', stopDate: null, redriveCount: 1, redriveDate: at, error: null, cause: null },
      { status: 'SUCCEEDED', redriveCount: 1, redriveDate: at, redriveStatus: 'NOT_REDRIVABLE' },
    ]);
  });
});

describe('RedriveExecution', () => {
  it('answers a repeated request with the date of the first, whatever has become of the execution', async () => {
    const world = await failed();
    const first = await world.redrive({ clientToken: 'one' });
    await world.time.advance(1_000);
    expect(await world.redrive({ clientToken: 'one' })).toEqual(first);
    await expect(world.redrive({ clientToken: 'two' })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
    });
    await world.fail();
    expect(await world.redrive({ clientToken: 'one' })).toEqual(first);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED', redriveCount: 1 });
    await world.redrive({ clientToken: 'two' });
    await world.succeed();
    expect(await world.redrive({ clientToken: 'one' })).toEqual(first);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'SUCCEEDED', redriveCount: 2 });
  });

  it('remembers the last ten requests, for 15 minutes', async () => {
    const world = await failed();
    for (let n = 0; n < 11; n += 1) {
      await world.redrive({ clientToken: `token-${n}` });
      await world.fail();
    }
    await world.redrive({ clientToken: 'token-1' });
    expect(await world.describe(world.arn)).toMatchObject({ redriveCount: 11 });
    await world.redrive({ clientToken: 'token-0' });
    expect(await world.describe(world.arn)).toMatchObject({ redriveCount: 12 });
    await world.fail();
    await world.time.advance(15 * 60_000);
    await world.redrive({ clientToken: 'token-0' });
    expect(await world.describe(world.arn)).toMatchObject({ redriveCount: 13 });
  });

  it('is possible for 14 days after the end', async () => {
    const world = await failed();
    await world.time.advance(14 * DAY_MS - 1);
    expect(await world.describe(world.arn)).toMatchObject({ redriveStatus: 'REDRIVABLE' });
    await world.time.advance(1);
    const redriveStatusReason = 'Execution redrivable period exceeded';
    expect(await world.describe(world.arn)).toMatchObject({
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason,
    });
    await expect(world.redrive()).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
      message: `Execution ${world.arn} invalid for redrive as: ${redriveStatusReason}`,
    });
  });
});
