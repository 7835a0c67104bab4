import { describe, expect, it } from 'vitest';
import { machineArnOf } from '../../src/states/execution/arn.ts';
import type { Json } from '../../src/states/json.ts';
import { type Answer, settled, setUp } from './harness.ts';

const one = (state: object) => ({ StartAt: 'A', States: { A: { End: true, ...state } } });

describe('Pass', () => {
  it.each<[string, object, Json, Json]>([
    ['hands its input on', {}, { a: 1 }, { a: 1 }],
    ['gives its Result at ResultPath', { Result: 2, ResultPath: '$.b.c' }, { a: 1 }, { a: 1, b: { c: 2 } }],
    ['throws its result away with ResultPath null', { Result: 2, ResultPath: null }, { a: 1 }, { a: 1 }],
    ['sees only InputPath', { InputPath: '$.a' }, { a: [1] }, [1]],
    ['gives {} for a null OutputPath', { OutputPath: null }, { a: 1 }, {}],
    [
      'makes Parameters',
      { Parameters: { 'x.$': '$.a', y: ['z', { 'w.$': '$.a' }] } },
      { a: 1 },
      { x: 1, y: ['z', { w: 1 }] },
    ],
    [
      'finds all matches of a wildcard',
      { Parameters: { 'x.$': '$.a[*].b' } },
      { a: [{ b: 1 }, { b: 2 }] },
      { x: [1, 2] },
    ],
    ['finds by a filter', { InputPath: '$.a[?(@.b > 1)]' }, { a: [{ b: 1 }, { b: 2 }] }, [{ b: 2 }]],
    ['finds a slice', { InputPath: '$.a[0:2]' }, { a: [1, 2, 3] }, [1, 2]],
  ])('%s', async (_, state, input, output) => {
    const world = setUp();
    expect(await world.output(await world.run(one({ Type: 'Pass', ...state }), input))).toEqual(output);
  });

  it('fails with States.Runtime where a path finds nothing, naming path, field and input', async () => {
    const world = setUp();
    const arn = await world.run(one({ Type: 'Pass', Parameters: { 'x.$': '$.no' } }), { a: 1 });
    expect((await world.history(arn)).at(-1)).toMatchObject({
      previousEventId: 2,
      executionFailedEventDetails: {
        error: 'States.Runtime',
        cause: `An error occurred while executing the state 'A' (entered at the event id #2). The JSONPath '$.no' specified for the field 'x.$' could not be found in the input '{"a":1}'`,
      },
    });
  });
});

// As AWS answers, recorded: in the words of Jayway's JsonPath.
it.each([
  ['$.no', "No results for path: $['no']"],
  ['$.no.such.path', "Missing property in path $['no']"],
  ['$.a.no.path', "Missing property in path $['a']['no']"],
  ['$.a.no', "No results for path: $['a']['no']"],
])('a path %s that finds nothing says from where on', async (OutputPath, reason) => {
  const world = setUp();
  const arn = await world.run(one({ Type: 'Pass', OutputPath }), { a: {} });
  expect(await world.describe(arn)).toMatchObject({
    error: 'States.Runtime',
    cause: `An error occurred while executing the state 'A' (entered at the event id #2). Invalid path '${OutputPath}' : ${reason}`,
  });
});

describe('the context object', () => {
  it('has execution, machine and state', async () => {
    const world = setUp();
    const arn = await world.run(one({ Type: 'Pass', Parameters: { 'c.$': '$$' } }), { a: 1 });
    expect(await world.output(arn)).toEqual({
      c: {
        Execution: {
          Id: arn,
          Input: { a: 1 },
          Name: arn.replace(/.*:/, ''),
          RoleArn: expect.any(String),
          StartTime: '2026-01-01T00:00:00.000Z',
          RedriveCount: 0,
        },
        StateMachine: {
          Id: machineArnOf(arn),
          Name: 'machine',
        },
        State: { Name: 'A', EnteredTime: '2026-01-01T00:00:00.000Z' },
      },
    });
  });

  it('counts the retries of a task', async () => {
    const failures = 2;
    const seen: unknown[] = [];
    const answer: Answer = ({ input }) => {
      seen.push(JSON.parse(input.Payload as string));
      return seen.length <= failures
        ? { StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"E"}' }
        : { StatusCode: 200, Payload: '{}' };
    };
    const world = setUp({ answer });
    const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: 1 }];
    await world.run(
      one({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: 'f', Payload: { 'n.$': '$$.State.RetryCount' } },
        Retry,
      }),
    );
    await world.time.advance(10_000);
    expect(seen).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });
});

describe('Choice', () => {
  const choose = async (rules: object[], input: Json, more = {}) => {
    const world = setUp();
    const arn = await world.run(
      {
        StartAt: 'C',
        States: {
          C: { Type: 'Choice', Choices: rules.map((rule) => ({ ...rule, Next: 'Yes' })), ...more },
          Yes: { Type: 'Succeed' },
          No: { Type: 'Pass', Result: 'no', End: true },
        },
      },
      input,
    );
    return world.describe(arn);
  };

  it('takes the first rule that holds, and hands its input on', async () => {
    expect(await choose([{ Variable: '$.a', NumericEquals: 1 }], { a: 1 }, { Default: 'No' })).toMatchObject({
      output: '{"a":1}',
    });
  });

  it('takes Default where none holds', async () => {
    expect(await choose([{ Variable: '$.a', NumericEquals: 1 }], { a: 2 }, { Default: 'No' })).toMatchObject({
      output: '"no"',
    });
  });

  it('fails with States.Runtime where a variable is not there', async () => {
    const failed = await choose([{ Variable: '$.b', NumericEquals: 1 }], { a: 2 }, { Default: 'No' });
    expect(failed).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining(
        "Invalid path '$.b': The choice state's condition path references an undefined value.",
      ),
    });
  });

  it('fails with States.NoChoiceMatched where there is no Default', async () => {
    const world = setUp();
    const arn = await world.run({
      StartAt: 'C',
      States: {
        C: { Type: 'Choice', Choices: [{ Variable: '$.a', IsPresent: true, Next: 'Y' }] },
        Y: { Type: 'Succeed' },
      },
    });
    expect(await world.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
  });
});

describe('Wait', () => {
  it.each<[string, object, Json]>([
    ['Seconds', { Seconds: 10 }, {}],
    ['SecondsPath', { SecondsPath: '$.s' }, { s: 10 }],
    ['Timestamp', { Timestamp: '2026-01-01T00:00:10Z' }, {}],
    ['TimestampPath', { TimestampPath: '$.t' }, { t: '2026-01-01T01:00:10+01:00' }],
  ])('sleeps for %s, with one alarm and nothing else', async (_, state, input) => {
    const world = setUp();
    const arn = await world.run(one({ Type: 'Wait', ...state }), input);
    expect(world.time.alarms()).toBe(1);
    await world.time.advance(9_999);
    expect((await world.describe(arn)).status).toBe('RUNNING');
    await world.time.advance(1);
    expect(await world.output(arn)).toEqual(input);
  });

  it('is over at once for a time that is past', async () => {
    const world = setUp();
    const arn = await world.run(one({ Type: 'Wait', Timestamp: '2020-01-01T00:00:00Z' }));
    expect((await world.describe(arn)).status).toBe('SUCCEEDED');
  });
});

describe('Fail and Succeed', () => {
  it('Fail ends the execution with error and cause, from paths and functions too', async () => {
    const world = setUp();
    const state = { Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('because {}', $.c)" };
    const arn = await world.run({ StartAt: 'F', States: { F: state } }, { e: 'E', c: 'c' });
    expect(await world.types(arn)).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
    expect(await world.describe(arn)).toMatchObject({ error: 'E', cause: 'because c' });
  });

  it('Succeed gives what OutputPath finds', async () => {
    const world = setUp();
    const arn = await world.run(
      { StartAt: 'S', States: { S: { Type: 'Succeed', OutputPath: '$.a' } } },
      { a: 1 },
    );
    expect(await world.output(arn)).toBe(1);
  });
});

describe('Map', () => {
  const map = (more: object, inner: object = { Type: 'Pass', End: true }) =>
    one({
      Type: 'Map',
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'I', States: { I: inner } },
      ...more,
    });

  it('gives the results in the order of the items, with index and value to see', async () => {
    const world = setUp();
    const ItemSelector = { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'k.$': '$.k' };
    const arn = await world.run(map({ ItemsPath: '$.xs', ItemSelector, ResultPath: '$.out' }), {
      xs: ['a', 'b'],
      k: 1,
    });
    expect(await world.output(arn)).toEqual({
      xs: ['a', 'b'],
      k: 1,
      out: [
        { i: 0, v: 'a', k: 1 },
        { i: 1, v: 'b', k: 1 },
      ],
    });
  });

  it('one after the other with MaxConcurrency 1, each following the one before', async () => {
    const world = setUp();
    const arn = await world.run(map({ MaxConcurrency: 1 }), [1, 2]);
    expect(
      (await world.history(arn)).map(({ type, id, previousEventId }) => [type, id, previousEventId]).slice(1),
    ).toEqual([
      ['MapStateEntered', 2, 0],
      ['MapStateStarted', 3, 2],
      ['MapIterationStarted', 4, 3],
      ['PassStateEntered', 5, 4],
      ['PassStateExited', 6, 5],
      ['MapIterationSucceeded', 7, 6],
      ['MapIterationStarted', 8, 6],
      ['PassStateEntered', 9, 8],
      ['PassStateExited', 10, 9],
      ['MapIterationSucceeded', 11, 10],
      ['MapStateSucceeded', 12, 11],
      ['MapStateExited', 13, 11],
      ['ExecutionSucceeded', 14, 13],
    ]);
  });

  it.each([
    [2, 2],
    [0, 40],
    [100, 40],
  ])('with MaxConcurrency %d runs %d iterations at once', async (MaxConcurrency, most) => {
    const world = setUp();
    const definition = map({ MaxConcurrency }, { Type: 'Wait', Seconds: 1, End: true });
    const arn = await world.run(
      definition,
      Array.from({ length: 50 }, (_, n) => n),
    );
    const started = async () =>
      (await world.types(arn)).filter((type) => type === 'MapIterationStarted').length;
    expect(await started()).toBe(most);
    await world.time.advance(100_000);
    expect(await world.output(arn)).toHaveLength(50);
  });

  it('has an empty result for no items', async () => {
    const world = setUp();
    expect(await world.output(await world.run(map({}), []))).toEqual([]);
  });

  it('stops every iteration when one fails', async () => {
    const world = setUp();
    const inner = {
      Type: 'Choice',
      Choices: [{ Variable: '$', NumericEquals: 2, Next: 'Bad' }],
      Default: 'Long',
    };
    const definition = one({
      Type: 'Map',
      Iterator: {
        StartAt: 'I',
        States: {
          I: inner,
          Bad: { Type: 'Fail', Error: 'Bad' },
          Long: { Type: 'Wait', Seconds: 60, End: true },
        },
      },
    });
    const arn = await world.run(definition, [1, 2]);
    const events = (await world.history(arn)).slice(-5);
    expect(events.map(({ type }) => type)).toEqual([
      'MapIterationAborted',
      'WaitStateAborted',
      'MapIterationFailed',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
    expect(new Set(events.slice(0, 4).map(({ previousEventId }) => previousEventId)).size).toBe(1);
    expect(world.time.alarms()).toBe(0);
  });

  it('fails on items that are not an array', async () => {
    const world = setUp();
    expect(await world.describe(await world.run(map({ ItemsPath: '$.x' }), { x: 1 }))).toMatchObject({
      error: 'States.Runtime',
    });
  });
});

describe('an endless loop of states', () => {
  it('lets others work, and ends at the limit of the history', async () => {
    const world = setUp();
    const loop = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Variable: '$.x', IsPresent: true, Next: 'C' }], Default: 'A' },
        C: { Type: 'Succeed' },
      },
    };
    const arn = await world.run(loop);
    for (let turn = 0; turn < 100 && (await world.describe(arn)).status === 'RUNNING'; turn += 1)
      await settled();
    expect(await world.describe(arn)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('25000'),
    });
  });
});

describe('TimeoutSeconds of the machine', () => {
  it('ends the execution as TIMED_OUT, with everything in it', async () => {
    const world = setUp();
    const arn = await world.run({ ...one({ Type: 'Wait', Seconds: 60 }), TimeoutSeconds: 10 });
    await world.time.advance(10_000);
    expect(await world.types(arn)).toEqual(['ExecutionStarted', 'WaitStateEntered', 'ExecutionTimedOut']);
    expect(await world.describe(arn)).toMatchObject({ status: 'TIMED_OUT' });
    expect(world.time.alarms()).toBe(0);
  });
});

describe('Assign', () => {
  it('keeps variables for the states that follow, and shows them in the history', async () => {
    const world = setUp();
    const arn = await world.run(
      {
        StartAt: 'A',
        States: {
          A: { Type: 'Pass', Assign: { 'x.$': '$.a', list: [1] }, Next: 'B' },
          B: {
            Type: 'Pass',
            Parameters: { 'x.$': '$x', 'first.$': '$list[0]', 'text.$': "States.Format('{}', $x)" },
            End: true,
          },
        },
      },
      { a: 'v' },
    );
    expect(await world.output(arn)).toEqual({ x: 'v', first: 1, text: 'v' });
    const exited = (await world.history(arn))[2];
    expect(exited).toMatchObject({
      stateExitedEventDetails: {
        assignedVariables: { x: '"v"', list: '[1]' },
        assignedVariablesDetails: { truncated: false },
      },
    });
  });

  it('does not let a branch see or touch what others assign', async () => {
    const world = setUp();
    const branch = (name: string, value: number) => ({
      StartAt: name,
      States: {
        [name]: { Type: 'Pass', Assign: { [`v${name}`]: value }, Next: `${name}2` },
        [`${name}2`]: { Type: 'Pass', Parameters: { 'o.$': '$outer', 'v.$': `$v${name}` }, End: true },
      },
    });
    const arn = await world.run({
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { outer: 0 }, Next: 'P' },
        P: { Type: 'Parallel', Branches: [branch('L', 1), branch('R', 2)], End: true },
      },
    });
    expect(await world.output(arn)).toEqual([
      { o: 0, v: 1 },
      { o: 0, v: 2 },
    ]);
  });
});

describe('a Wait until a timestamp', () => {
  it('of more than 24,855 days fails at once, as on AWS', async () => {
    const world = setUp();
    const at = (days: number) => new Date(world.time.clock.now() + days * 86_400_000).toISOString();
    const machine = await world.create(one({ Type: 'Wait', TimestampPath: '$.at' }));
    const near = await world.start(machine, { at: at(24_855) });
    const far = await world.start(machine, { at: at(24_856) });
    expect(await world.describe(near)).toMatchObject({ status: 'RUNNING' });
    expect(await world.describe(far)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  });
});
