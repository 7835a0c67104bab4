import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/states/json.ts';
import { type Answer, setUp, tokenIn } from './harness.ts';

const machine = (states: Record<string, object>) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
});
const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const fails: Answer = () => ({ StatusCode: 200, FunctionError: 'Unhandled', Payload: '{"errorType":"E"}' });

describe('a JSONata task', () => {
  it('makes Arguments from its input, and Output and variables from its result', async () => {
    const world = setUp({ answer: () => ({ StatusCode: 200, Payload: '{"sum":3}' }) });
    const arn = await world.run(
      machine({
        A: {
          ...invoke,
          Arguments: {
            FunctionName: 'f',
            Payload: { n: '{% $states.input.a + 1 %}', list: ['{% $states.input.a %}', 'text'] },
          },
          Assign: { sum: '{% $states.result.Payload.sum %}', start: '{% $states.input.a %}' },
          Output: '{% $states.result.Payload %}',
          Next: 'B',
        },
        B: { Type: 'Pass', Output: { all: '{% $sum + $start %}', input: '{% $states.input %}' }, End: true },
      }),
      { a: 1 },
    );
    expect(JSON.parse(world.calls[0]?.input.Payload as string)).toEqual({ n: 2, list: [1, 'text'] });
    expect(await world.output(arn)).toEqual({ all: 4, input: { sum: 3 } });
  });

  it('hands out its token, and works out its timeouts', async () => {
    const world = setUp();
    const Arguments = { FunctionName: 'f', Payload: { token: '{% $states.context.Task.Token %}' } };
    const arn = await world.run(
      machine({
        A: {
          ...invoke,
          Resource: `${invoke.Resource}.waitForTaskToken`,
          Arguments,
          TimeoutSeconds: '{% $states.input.t %}',
          HeartbeatSeconds: '{% 2 + 3 %}',
          End: true,
        },
      }),
      { t: 60 },
    );
    expect((await world.history(arn))[2]).toMatchObject({
      taskScheduledEventDetails: { timeoutInSeconds: 60, heartbeatInSeconds: 5 },
    });
    await world.call('SendTaskSuccess', { taskToken: tokenIn(world.calls[0]), output: '1' });
    expect(await world.output(arn)).toBe(1);
  });

  it('catches with errorOutput, in Output and Assign', async () => {
    const world = setUp({ answer: fails });
    const Catch = [
      {
        ErrorEquals: ['States.ALL'],
        Assign: { e: '{% $states.errorOutput.Error %}' },
        Output: { was: '{% $states.input %}' },
        Next: 'B',
      },
    ];
    const arn = await world.run(
      machine({
        A: { ...invoke, Arguments: { FunctionName: 'f' }, Catch, End: true },
        B: { Type: 'Pass', Output: { e: '{% $e %}', was: '{% $states.input.was %}' }, End: true },
      }),
      7,
    );
    expect(await world.output(arn)).toEqual({ e: 'E', was: 7 });
  });
});

describe('other JSONata states', () => {
  const run = async (states: Record<string, object>, input: Json = {}) => {
    const world = setUp();
    const arn = await world.run(machine(states), input);
    await world.time.advance(10_000);
    return { ...world, arn };
  };

  it('Choice takes the first Condition that is true, with its own Output and Assign', async () => {
    const { output, arn } = await run(
      {
        C: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% false %}', Next: 'N' },
            { Condition: '{% $states.input.a > 1 %}', Output: 'chosen', Assign: { v: 1 }, Next: 'Y' },
          ],
          Default: 'N',
        },
        Y: { Type: 'Pass', Output: '{% [$states.input, $v] %}', End: true },
        N: { Type: 'Succeed' },
      },
      { a: 2 },
    );
    expect(await output(arn)).toEqual(['chosen', 1]);
  });

  it('Wait and Fail work their fields out', async () => {
    const {
      describe: describeExecution,
      types,
      arn,
    } = await run({
      W: { Type: 'Wait', Seconds: '{% 2 * 3 %}', Next: 'F' },
      F: { Type: 'Fail', Error: "{% 'E' & 1 %}", Cause: 'plain' },
    });
    expect(await types(arn)).toContain('WaitStateExited');
    expect(await describeExecution(arn)).toMatchObject({ error: 'E1', cause: 'plain' });
  });

  it('Map takes Items and ItemSelector', async () => {
    const { output, arn } = await run(
      {
        M: {
          Type: 'Map',
          Items: '{% $states.input.xs[$ > 1] %}',
          ItemSelector: {
            v: '{% $states.context.Map.Item.Value %}',
            i: '{% $states.context.Map.Item.Index %}',
          },
          MaxConcurrency: '{% 1 %}',
          ItemProcessor: {
            StartAt: 'I',
            States: {
              I: { Type: 'Pass', Output: '{% $states.input.v * 10 + $states.input.i %}', End: true },
            },
          },
          Output: '{% $sum($states.result) %}',
          End: true,
        },
      },
      { xs: [1, 2, 3] },
    );
    expect(await output(arn)).toBe(20 + 31);
  });

  it('Parallel takes Arguments for its branches', async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
    const { output, arn } = await run({
      P: {
        Type: 'Parallel',
        Arguments: { x: '{% 1 + 1 %}' },
        Branches: [branch('L'), branch('R')],
        End: true,
      },
    });
    expect(await output(arn)).toEqual([{ x: 2 }, { x: 2 }]);
  });

  it.each<[string, Json]>([
    ['$partition([1,2,3], 2)', [[1, 2], [3]]],
    ['$range(1, 9, 4)', [1, 5, 9]],
    ["$hash('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'],
    ['$random(7) = $random(7)', true],
    ['$length($uuid())', 36],
    ['$parse(\'{"a":1}\').a', 1],
    ['[1,2,3][0]', 1],
    ['$millis()', Date.UTC(2026, 0, 1, 0, 0, 0)],
    ['$now()', '2026-01-01T00:00:00.000Z'],
    ["$now('[Y]/[M01]')", '2026/01'],
  ])('has the function or value %s', async (expression, value) => {
    const { output, arn } = await run({ P: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } });
    expect(await output(arn)).toEqual(value);
  });

  it('a single state may be JSONata in a JSONPath machine', async () => {
    const world = setUp();
    const states = {
      A: { Type: 'Pass', QueryLanguage: 'JSONata', Output: { v: '{% 1 + 1 %}' }, Next: 'B' },
      B: { Type: 'Pass', OutputPath: '$.v', End: true },
    };
    expect(await world.output(await world.run({ StartAt: 'A', States: states }))).toBe(2);
  });
});

describe('an expression that fails', () => {
  it.each([
    ['gives nothing', '{% $states.input.none %}', 'returned nothing (undefined).'],
    ['asks a Pass state for a result', '{% $states.result %}', 'returned nothing (undefined).'],
    ['throws', "{% $number('x') %}", 'threw an error during evaluation.'],
    ['gives a function', '{% $sum %}', 'returned an unsupported result type.'],
    ['defines a function', '{% $f := function($x) { $x } %}', 'returned an unsupported result type.'],
    ['gives functions within', '{% { "a": [1, $sum] } %}', 'returned an unsupported result type.'],
    ['never ends', '{% ($f := function($n) { $f($n + 1) }; $f(0)) %}', 'threw an error during evaluation.'],
    ['uses $eval', "{% $eval('1') %}", '$eval is not supported'],
  ])(
    'that %s is States.QueryEvaluationError, with an event that names state and field',
    async (_, Output, reason) => {
      const world = setUp();
      const arn = await world.run(machine({ A: { Type: 'Pass', Output, End: true } }));
      const [failed, ended] = (await world.history(arn)).slice(-2);
      expect(failed).toMatchObject({
        type: 'EvaluationFailed',
        evaluationFailedEventDetails: {
          error: 'States.QueryEvaluationError',
          state: 'A',
          location: 'Output',
          cause: expect.stringContaining(reason),
        },
      });
      expect(ended).toMatchObject({ type: 'ExecutionFailed', previousEventId: failed?.id });
    },
  );

  it('can be caught by its task', async () => {
    const world = setUp();
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'B' }];
    const arn = await world.run(
      machine({
        A: { ...invoke, Arguments: '{% $states.input.none %}', Catch, End: true },
        B: { Type: 'Pass', Output: 'caught', End: true },
      }),
    );
    expect(await world.output(arn)).toBe('caught');
  });

  it('may have several lines, and stand beside text, numbers and empty strings', async () => {
    const world = setUp();
    const Output = { a: '{% (\n  $x := 1;\n  $x + 1\n) %}', b: '', c: [1, 'text'], d: null };
    expect(await world.output(await world.run(machine({ A: { Type: 'Pass', Output, End: true } })))).toEqual({
      ...Output,
      a: 2,
    });
  });

  it('is refused at creation where it cannot be parsed', async () => {
    const world = setUp();
    const created = world.create(machine({ A: { Type: 'Pass', Output: '{% 1 + %}', End: true } }));
    await expect(created).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });
});
