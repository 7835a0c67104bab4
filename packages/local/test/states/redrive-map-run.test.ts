import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../src/states/json.ts';
import { callbackTask, settled, setUp, tokenIn } from './harness.ts';

const Payload = { 'token.$': '$$.Task.Token', 'item.$': '$', 'execution.$': '$$.Execution' };

/** Each item waits for its callback, behind another state. */
const asking: JsonObject = {
  First: {
    ...{ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ResultPath: null, Next: 'Ask' },
    Parameters: { FunctionName: 'first', 'Payload.$': '$' },
  },
  Ask: callbackTask({ Parameters: { FunctionName: 'ask', Payload } }),
};

const map = (States: JsonObject, more: JsonObject = {}, ExecutionType = 'STANDARD'): JsonObject => ({
  StartAt: 'M',
  States: {
    M: {
      ...{ Type: 'Map', Label: 'Run', End: true, ...more },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
        ...{ StartAt: 'First', States },
      },
    },
  },
});

interface Asked {
  readonly item: Json;
  readonly execution: JsonObject;
}

const begin = async (more: JsonObject, input: Json) => {
  const world = setUp();
  const arn = await world.run(map(asking, more), input);
  const callsOf = (name: string) => world.calls.filter((call) => call.input.FunctionName === name);
  const asked = () => callsOf('ask').map((call) => JSON.parse(String(call.input.Payload)) as Asked);
  const settle = async (item: Json, operation: string, more: JsonObject) => {
    const call = callsOf('ask')[asked().findLastIndex((one) => one.item === item)];
    await world.call(operation, { taskToken: tokenIn(call), ...more });
    await settled();
  };
  return {
    ...{ ...world, arn, callsOf, asked },
    fail: (item: Json) => settle(item, 'SendTaskFailure', { error: 'E' }),
    succeed: (item: Json) => settle(item, 'SendTaskSuccess', { output: JSON.stringify({ done: item }) }),
    async redrive() {
      world.calls.length = 0;
      await world.call('RedriveExecution', { executionArn: arn });
      await settled();
    },
    items: () => asked().map(({ item }) => item),
  };
};

describe('a redriven Map run', () => {
  it('goes on with the iterations that failed or were stopped, and then starts the others', async () => {
    const world = await begin({ MaxConcurrency: 3 }, [0, 1, 2, 3]);
    await world.succeed(0);
    await world.fail(1);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED' });
    await world.redrive();
    expect(world.items()).toEqual([1, 2, 3]);
    for (const item of [1, 2, 3]) await world.succeed(item);
    expect(await world.output(world.arn)).toEqual([0, 1, 2, 3].map((done) => ({ done })));
    // Those that had begun go on from the state that they were in.
    expect(world.callsOf('first').map(({ input }) => input.Payload)).toEqual([]);
  });

  it('keeps its ARN, and says so in the history', async () => {
    const world = await begin({}, [0]);
    await world.fail(0);
    await world.redrive();
    await world.succeed(0);
    const events = await world.history(world.arn);
    const started = events.find(({ type }) => type === 'MapRunStarted');
    const redriven = events.find(({ type }) => type === 'MapRunRedriven');
    expect(redriven).toMatchObject({
      previousEventId: events.find(({ type }) => type === 'MapStateStarted')?.id,
      mapRunRedrivenEventDetails: { ...(started?.mapRunStartedEventDetails as JsonObject), redriveCount: 1 },
    });
    const types = events.map(({ type }) => type);
    expect(types.slice(types.indexOf('ExecutionRedriven'))).toEqual([
      ...['ExecutionRedriven', 'MapRunRedriven', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited'],
      'ExecutionSucceeded',
    ]);
  });

  it('shows its iterations how often they were redriven, and when', async () => {
    const world = await begin({ MaxConcurrency: 1 }, [0, 1]);
    const [first] = world.asked();
    await world.fail(0);
    await world.redrive();
    const [again] = world.asked();
    expect(again?.execution).toEqual({
      ...first?.execution,
      RedriveCount: 1,
      RedriveTime: new Date(world.time.clock.now()).toISOString(),
    });
    await world.succeed(0);
    expect(world.asked()[1]?.execution).toMatchObject({ RedriveCount: 0 });
  });

  it('reports the redrive of each iteration', async () => {
    const world = await begin({}, [0]);
    const heard: string[] = [];
    world.states.onEvent(({ event, parentArn }) => {
      if (parentArn === world.arn) heard.push(event.type);
    });
    await world.fail(0);
    await world.redrive();
    await world.succeed(0);
    expect(heard).toEqual([
      ...['TaskFailed', 'ExecutionFailed', 'ExecutionRedriven', 'TaskScheduled', 'TaskStarted'],
      ...['TaskSubmitted', 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
    ]);
  });

  it('runs no more iterations at once than may', async () => {
    const world = await begin({ MaxConcurrency: 1, ToleratedFailureCount: 1 }, [0, 1, 2]);
    await world.fail(0);
    await world.fail(1);
    expect(await world.describe(world.arn)).toMatchObject({ status: 'FAILED' });
    await world.redrive();
    expect(world.items()).toEqual([0]);
    await world.succeed(0);
    expect(world.items()).toEqual([0, 1]);
    await world.fail(1);
    await world.succeed(2);
    expect(await world.output(world.arn)).toEqual([{ done: 0 }, { done: 2 }]);
  });

  it('redrives in the next redrive what it did not come to', async () => {
    const world = await begin({ MaxConcurrency: 1, ToleratedFailureCount: 1 }, [0, 1]);
    await world.fail(0);
    await world.fail(1);
    await world.redrive();
    await world.call('StopExecution', { executionArn: world.arn });
    await world.redrive();
    await world.succeed(0);
    await world.succeed(1);
    expect(await world.output(world.arn)).toEqual([{ done: 0 }, { done: 1 }]);
  });

  it('runs Express iterations from their first state again', async () => {
    let isBroken = true;
    const world = setUp({
      answer: ({ input }) => {
        if (isBroken && input.FunctionName === 'second') throw new Error('broken');
        return { StatusCode: 200, Payload: input.Payload };
      },
    });
    const task = (FunctionName: string, more: JsonObject): JsonObject => ({
      ...{ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...more },
      Parameters: { FunctionName, 'Payload.$': '$$.Execution' },
    });
    const states = { First: task('first', { Next: 'Second' }), Second: task('second', { End: true }) };
    const arn = await world.run(map(states, {}, 'EXPRESS'), [0]);
    isBroken = false;
    await world.call('RedriveExecution', { executionArn: arn });
    await settled();
    expect(await world.describe(arn)).toMatchObject({ status: 'SUCCEEDED' });
    const seen = world.calls.map(({ input }) => JSON.parse(String(input.Payload)) as JsonObject);
    expect(world.calls.map(({ input }) => input.FunctionName)).toEqual([
      ...['first', 'second'],
      ...['first', 'second'],
    ]);
    expect(seen[2]).toEqual({ ...seen[0], RedriveCount: 1 });
  });

  it('is a new one where the iterations had succeeded, and the state failed behind them', async () => {
    const world = await begin({ OutputPath: '$.missing' }, [0]);
    await world.succeed(0);
    expect(await world.describe(world.arn)).toMatchObject({ error: 'States.Runtime' });
    await world.redrive();
    expect(world.items()).toEqual([0]);
    const runs = (await world.history(world.arn)).filter(({ type }) => String(type).startsWith('MapRun'));
    expect(runs.map(({ type }) => type)).toEqual(['MapRunStarted', 'MapRunSucceeded', 'MapRunStarted']);
  });
});
