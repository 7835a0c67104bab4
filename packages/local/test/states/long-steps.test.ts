import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { turnsDuring } from '../turns.ts';
import { setUp } from './harness.ts';

let world: ReturnType<typeof setUp>;

afterEach(() => world.states.stop());

const ended = async (executionArn: string) => {
  for (;;) {
    const described = await world.call('DescribeExecution', { executionArn });
    if (described.status !== 'RUNNING') return described;
    await new Promise(setImmediate);
  }
};

const lists = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const many = (count: number, value: unknown) => Array.from({ length: count }, () => value);
const pass = (more: object) => ({ Type: 'Pass', End: true, ...more });

/** Definitions whose evaluation takes far longer than a turn may, with an input. */
const long: readonly (readonly [string, object, unknown])[] = [
  [
    'a path for each of many items',
    {
      Type: 'Map',
      ItemsPath: '$.list',
      ItemSelector: { 'count.$': 'States.ArrayLength($..*)' },
      ItemProcessor: { StartAt: 'B', States: { B: pass({}) } },
      End: true,
    },
    { list: many(1_000, 1), more: many(2_000, 1) },
  ],
  [
    'an expression of many calls',
    pass({
      Parameters: { 'all.$': `States.ArrayLength(States.Array(${many(100, 'States.ArrayUnique($)')}))` },
    }),
    many(3_000, { a: 1 }),
  ],
];

test('each item of a Map sees the input of the execution, which is read once', async () => {
  world = setUp();
  const parsed = vi.spyOn(JSON, 'parse');
  onTestFinished(() => parsed.mockRestore());
  const items = 500;
  const arn = await world.run(
    {
      StartAt: 'A',
      States: {
        A: {
          Type: 'Map',
          ItemsPath: '$.list',
          ItemSelector: { 'value.$': '$$.Map.Item.Value', 'of.$': '$$.Execution.Input.name' },
          ItemProcessor: { StartAt: 'B', States: { B: pass({}) } },
          ResultSelector: { 'last.$': '$[499]' },
          End: true,
        },
      },
    },
    { list: many(items, 1), name: 'n', more: 'x'.repeat(50_000) } as never,
  );
  expect(await ended(arn)).toMatchObject({ output: '{"last":{"value":1,"of":"n"}}' });
  const reads = parsed.mock.calls.filter(([text]) => String(text).includes('"name":"n"'));
  expect(reads.length).toBeLessThan(20);
});

test.each(long)('%s leaves others their turn', async (_, state, input) => {
  world = setUp();
  const arn = await world.create({ StartAt: 'A', States: { A: state } });
  const turns = await turnsDuring(() =>
    world.call('StartExecution', { stateMachineArn: arn, input: JSON.stringify(input) }).then(endOf),
  );
  expect(turns).toBeGreaterThan(5);
});

const endOf = ({ executionArn }: Record<string, unknown>) => ended(String(executionArn));

test('of a result that is far too large no text is made', async () => {
  world = setUp();
  const arn = await world.run(
    { StartAt: 'A', States: { A: pass({ Parameters: { 'all.$': '$..*' } }) } },
    many(130, lists(900)) as never,
  );
  expect(await ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
});

test('results that are too large together are not joined', async () => {
  world = setUp();
  const branches = many(300, 0).map((_, at) => ({ StartAt: `B${at}`, States: { [`B${at}`]: pass({}) } }));
  const joined = vi.spyOn(Array.prototype, 'join');
  onTestFinished(() => joined.mockRestore());
  const arn = await world.run(
    { StartAt: 'A', States: { A: { Type: 'Parallel', Branches: branches, End: true } } },
    { text: 'x'.repeat(200_000) } as never,
  );
  expect(await ended(arn)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  const longest = Math.max(...joined.mock.results.map(({ value }) => String(value).length));
  expect(longest).toBeLessThan(1_000_000);
});

test('a deep input is handed on in a time that grows with its length alone', async () => {
  world = setUp();
  const text = `[${many(20, JSON.stringify(lists(4_000)))}]`;
  const states = Object.fromEntries(
    many(40, 0).map((_, at) => [`S${at}`, { Type: 'Pass', Next: `S${at + 1}` }]),
  );
  const arn = await world.create({ StartAt: 'S0', States: { ...states, S40: pass({}) } });
  const { executionArn } = await world.call('StartExecution', { stateMachineArn: arn, input: text });
  expect(await ended(String(executionArn))).toMatchObject({ status: 'SUCCEEDED', output: text });
});

test('large payloads are saved a few at a time', async () => {
  const saved: number[] = [];
  world = setUp();
  world.states.onEvent(({ event }) => saved.push(event.id));
  const again = { Variable: '$.never', IsPresent: false, Next: 'A' };
  const states = {
    A: { Type: 'Pass', Next: 'B' },
    B: { Type: 'Choice', Choices: [again], Default: 'C' },
    C: { Type: 'Succeed' },
  };
  const arn = await world.create({ StartAt: 'A', States: states });
  await world.call('StartExecution', {
    stateMachineArn: arn,
    input: JSON.stringify({ text: 'x'.repeat(250_000) }),
  });
  expect(saved.length).toBeLessThan(20);
});
