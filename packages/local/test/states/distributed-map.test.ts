import { describe, expect, it } from 'vitest';
import type { ReportedEvent } from '../../src/states/history/event.ts';
import type { JsonObject } from '../../src/states/json.ts';
import { callbackTask, settled, setUp, tokenIn } from './harness.ts';

const map = (inner: JsonObject, more: JsonObject = {}): JsonObject => ({
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map',
      Label: 'Run',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: Object.keys(inner)[0] ?? '',
        States: inner,
      },
      End: true,
      ...more,
    },
  },
});

/** Fails for the item 0. */
const failing: JsonObject = {
  Check: { Type: 'Choice', Choices: [{ Variable: '$', NumericEquals: 0, Next: 'No' }], Default: 'Yes' },
  No: { Type: 'Fail', Error: 'E' },
  Yes: { Type: 'Pass', End: true },
};

describe('a distributed Map', () => {
  it('runs its items as executions of their own, of which the history shows nothing', async () => {
    const world = setUp();
    const arn = await world.run(
      map({ P: { Type: 'Pass', Parameters: { 'id.$': '$$.Execution.Id', 'item.$': '$' }, End: true } }),
      [1, 2],
    );
    expect(await world.types(arn)).toEqual([
      ...['ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted', 'MapRunSucceeded'],
      ...['MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded'],
    ]);
    // As AWS's histories are recorded since November 2024: the exit follows MapRunStarted.
    const follows = (await world.history(arn)).map(({ previousEventId }) => previousEventId);
    expect(follows).toEqual([0, 0, 2, 3, 4, 5, 4, 7]);
    const output = (await world.output(arn)) as { id: string; item: number }[];
    expect(output.map(({ item }) => item)).toEqual([1, 2]);
    expect(output[0]?.id).toMatch(/:execution:machine\/Run:[^:]+$/);
    expect(output[0]?.id).not.toBe(output[1]?.id);
  });

  it('fails as a whole with the first item that fails', async () => {
    const world = setUp();
    const arn = await world.run(map(failing), [1, 0]);
    expect(await world.describe(arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });
    expect(await world.types(arn)).toEqual(expect.arrayContaining(['MapRunFailed', 'MapStateFailed']));
  });

  it.each<[string, JsonObject]>([
    ['number', { ToleratedFailureCount: 1 }],
    ['share', { ToleratedFailurePercentage: 50 }],
  ])('tolerates failures up to a %s', async (_, more) => {
    const world = setUp();
    expect(await world.output(await world.run(map(failing, more), [1, 0]))).toEqual([1]);
    const tooMany = await world.start(await world.create(map(failing, more), 'more'), [0, 0]);
    expect(await world.describe(tooMany)).toMatchObject({ status: 'FAILED' });
  });

  it('reports what its items do, as it reports other executions, with the execution around them', async () => {
    const world = setUp();
    const heard: ReportedEvent[] = [];
    world.states.onEvent((reported) => heard.push(reported));
    const inner = { Ask: callbackTask() };
    const arn = await world.run(map(inner, { ToleratedFailureCount: 1 }), [0, 1, 2]);
    await world.call('SendTaskSuccess', { taskToken: tokenIn(world.calls[0]), output: '"done"' });
    await world.call('SendTaskFailure', { taskToken: tokenIn(world.calls[1]), error: 'E' });
    await settled();
    await world.call('StopExecution', { executionArn: arn });
    const items = Map.groupBy(
      heard.filter(({ parentArn }) => parentArn === arn),
      ({ executionArn }) => executionArn,
    );
    const asked = ['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted'];
    const types = [...items.values()].map((reported) => reported.map(({ event }) => event.type));
    expect(types).toEqual([
      [...asked, 'TaskSucceeded', 'TaskStateExited', 'ExecutionSucceeded'],
      [...asked, 'TaskFailed', 'ExecutionFailed'],
      [...asked, 'ExecutionAborted'],
    ]);
    for (const [executionArn, reported] of items) {
      expect(executionArn).toMatch(/:execution:machine\/Run:[^:]+$/);
      expect(reported.map(({ event }) => event.id)).toEqual(reported.map((_, at) => at + 1));
    }
    const [first = []] = items.values();
    expect(first.map(({ event }) => event.previousEventId)).toEqual([0, 0, 2, 3, 4, 5, 6, 7]);
  });

  it('waits for the callbacks of its items', async () => {
    const world = setUp();
    const arn = await world.run(map({ Ask: callbackTask() }), [1]);
    await world.call('SendTaskSuccess', { taskToken: tokenIn(world.calls[0]), output: '"done"' });
    await settled();
    expect(await world.output(arn)).toEqual(['done']);
  });
});
