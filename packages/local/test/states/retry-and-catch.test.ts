import { describe, expect, it } from 'vitest';
import { systemIds } from '../../src/states/ids.ts';
import type { JsonObject } from '../../src/states/json.ts';
import { type Answer, callbackMachine, ROLE, setUp } from './harness.ts';

const task = (more: JsonObject) => ({
  StartAt: 'A',
  States: {
    A: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f' },
      End: true,
      ...more,
    },
    ...(more.Catch === undefined ? {} : { Caught: { Type: 'Pass', End: true } }),
  },
});

const failing =
  (...names: string[]): Answer =>
  () => {
    const errorType = names.length > 1 ? names.shift() : names[0];
    return { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType }) };
  };

/** Seconds after the start at which the function was called. */
const callTimes = async (Retry: JsonObject[], answer = failing('E'), more = {}) => {
  const times: number[] = [];
  const world = setUp({
    ...more,
    answer: (call) => {
      times.push((world.time.clock.now() - Date.UTC(2026, 0, 1)) / 1000);
      return answer(call);
    },
  });
  const arn = await world.run(task({ Retry }));
  await world.time.advance(1_000_000);
  return { ...world, times, arn };
};

describe('Retry', () => {
  it('doubles the interval by default, three times', async () => {
    const { times, describe: describeExecution, arn } = await callTimes([{ ErrorEquals: ['States.ALL'] }]);
    expect(times).toEqual([0, 1, 3, 7]);
    expect(await describeExecution(arn)).toMatchObject({ status: 'FAILED', error: 'E' });
  });

  it('keeps to IntervalSeconds, BackoffRate, MaxAttempts and MaxDelaySeconds', async () => {
    const rule = {
      ErrorEquals: ['E'],
      IntervalSeconds: 2,
      BackoffRate: 3,
      MaxAttempts: 4,
      MaxDelaySeconds: 10,
    };
    expect((await callTimes([rule])).times).toEqual([0, 2, 8, 18, 28]);
  });

  it('jitters between nothing and the whole interval', async () => {
    const rule = {
      ErrorEquals: ['E'],
      IntervalSeconds: 10,
      BackoffRate: 1,
      MaxAttempts: 1,
      JitterStrategy: 'FULL',
    };
    expect(
      (await callTimes([rule], failing('E'), { ids: { ...systemIds, random: () => 0.25 } })).times,
    ).toEqual([0, 2.5]);
  });

  it('never with MaxAttempts 0, though a later rule would', async () => {
    const rules = [{ ErrorEquals: ['E'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }];
    expect((await callTimes(rules)).times).toEqual([0]);
  });

  it('counts each rule for itself', async () => {
    const rules = [
      { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 5, MaxAttempts: 1 },
    ];
    expect((await callTimes(rules, failing('A', 'B', 'A'))).times).toEqual([0, 1, 6]);
  });

  it('goes on from the failure in the history, without leaving the state', async () => {
    const { history, arn } = await callTimes([{ ErrorEquals: ['E'], MaxAttempts: 1 }]);
    const events = (await history(arn)).map(({ type, previousEventId }) => [type, previousEventId]);
    expect(events.slice(4, 6)).toEqual([
      ['TaskFailed', 4],
      ['TaskScheduled', 5],
    ]);
  });
});

describe('Catch', () => {
  const caught = async (ErrorEquals: string[], answer: Answer) => {
    const world = setUp({ answer });
    const arn = await world.run(task({ Catch: [{ ErrorEquals, ResultPath: '$.e', Next: 'Caught' }] }), {
      kept: 1,
    });
    return world.describe(arn);
  };
  const large: Answer = () => ({ StatusCode: 200, Payload: JSON.stringify('x'.repeat(262_145)) });

  it('puts error and cause at ResultPath', async () => {
    const { output } = await caught(['E'], failing('E'));
    expect(JSON.parse(output as string)).toEqual({ kept: 1, e: { Error: 'E', Cause: '{"errorType":"E"}' } });
  });

  it('matches any error but a timeout with States.TaskFailed', async () => {
    expect(await caught(['States.TaskFailed'], failing('E'))).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each(['States.ALL', 'States.DataLimitExceeded'])(
    'reaches States.DataLimitExceeded with %s',
    async (name) => {
      const { output } = await caught([name], large);
      expect(JSON.parse(output as string)).toMatchObject({
        e: {
          Error: 'States.DataLimitExceeded',
          Cause:
            "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
        },
      });
    },
  );

  it('never reaches States.Runtime', async () => {
    const world = setUp();
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
    const arn = await world.run(task({ Parameters: { 'FunctionName.$': '$.no' }, Catch }));
    expect(await world.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('of the first rule that matches', async () => {
    const world = setUp({ answer: failing('B') });
    const rules = ['A', 'B', 'States.ALL'].map((name) => ({ ErrorEquals: [name], Next: `On${name}` }));
    const states = Object.fromEntries(
      rules.map(({ Next }) => [Next, { Type: 'Pass', Result: Next, End: true }]),
    );
    const { States } = task({ Catch: rules });
    const arn = await world.run({ StartAt: 'A', States: { A: States.A, ...states } });
    expect(await world.output(arn)).toBe('OnB');
  });
});

describe('a plain task', () => {
  it('times out, and its late answer is thrown away', async () => {
    const answers: ((value: unknown) => void)[] = [];
    const world = setUp({ answer: () => new Promise((resolve) => answers.push(resolve)) });
    const arn = await world.run(
      task({ TimeoutSeconds: 5, Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1 }] }),
    );
    await world.time.advance(6_000);
    answers[0]?.({ StatusCode: 200, Payload: '"late"' });
    answers[1]?.({ StatusCode: 200, Payload: '"second"' });
    await world.time.advance(0);
    expect(await world.output(arn)).toMatchObject({ Payload: 'second' });
  });

  it('takes its timeout from a path', async () => {
    const world = setUp({ answer: () => new Promise(() => {}) });
    const arn = await world.run(task({ TimeoutSecondsPath: '$.t' }), { t: 7 });
    await world.time.advance(7_000);
    expect(await world.describe(arn)).toMatchObject({ error: 'States.Timeout' });
  });

  it('takes its heartbeat from a path', async () => {
    const { run, time, describe: describeExecution } = setUp();
    const arn = await run(callbackMachine({ TimeoutSeconds: 60, HeartbeatSecondsPath: '$.beat' }), {
      beat: 7,
    });
    await time.advance(6_999);
    expect(await describeExecution(arn)).toMatchObject({ status: 'RUNNING' });
    await time.advance(1);
    expect(await describeExecution(arn)).toMatchObject({ error: 'States.Timeout' });
  });
});

describe('a result that has no place in the input', () => {
  it('is States.ResultPathMatchFailure, which a Catcher may name', async () => {
    const failing = task({
      ResultPath: '$.result',
      Catch: [{ ErrorEquals: ['States.ResultPathMatchFailure'], Next: 'Caught' }],
    });
    const world = setUp({ answer: async () => ({ StatusCode: 200, Payload: '1' }) });
    const arn = await world.run(failing, [1]);
    expect(await world.output(arn)).toMatchObject({ Error: 'States.ResultPathMatchFailure' });
  });
});

describe('numbers of a Retrier', () => {
  it('may be written with a fraction', async () => {
    const world = setUp({ answer: failing('E') });
    const definition = `{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
      "Parameters":{"FunctionName":"f"},"Retry":[{"ErrorEquals":["E"],"IntervalSeconds":1.0,"MaxAttempts":2,"BackoffRate":2.0}],"End":true}}}`;
    const { stateMachineArn } = await world.call('CreateStateMachine', {
      name: 'm',
      roleArn: ROLE,
      definition,
    });
    await world.start(stateMachineArn as string);
    await world.time.advance(1_000);
    await world.time.advance(2_000);
    expect(world.calls).toHaveLength(3);
  });
});
