import { expect, it } from 'vitest';
import { protocolMarks } from '../src/marks/protocol-marks.ts';
import { metMarks, shortfallOf, shortOf, testedPromises } from '../src/marks/shortfalls.ts';
import { type PromiseName, promiseNames } from '../src/promises/promises.ts';
import { run } from '../src/run.ts';

it('finds the mark of every branch of the protocol, each name once', () => {
  const names = protocolMarks();
  expect(new Set(names).size).toBe(names.length);
  for (const area of ['decide', 'settle', 'close', 'cancel', 'give-up', 'claim', 'open-write'])
    expect(names.filter((name) => name.startsWith(`${area}/`)).length, area).toBeGreaterThan(0);
});

it('counts marks that the code has, and no others', async () => {
  const names = protocolMarks();
  const { marks } = await run(1);
  expect(Object.keys(marks).length).toBeGreaterThan(10);
  expect(Object.keys(marks).filter((name) => !names.includes(name))).toEqual([]);
});

it('asks of a long run that each mark is met in one seed of a hundred, and of a short one that it is met', () => {
  const counts = Object.fromEntries(protocolMarks().map((name) => [name, 150]));
  const seldom = { ...counts, 'close/late': 99, 'close/missed': 0 };
  const namesOf = (runs: number) => shortOf(metMarks(seldom, runs)).map(({ name }) => name);
  expect(namesOf(10_000)).toEqual(['close/missed', 'close/late']);
  expect(namesOf(9_999)).toEqual(['close/missed']);
  expect(shortOf(metMarks(counts, 20_000))).toHaveLength(Object.keys(counts).length);
});

it('says which mark or promise was met too seldom, how often, and how often is asked for', () => {
  const [mark] = metMarks({}, 10_000).filter(({ name }) => name === 'close/late');
  const [promise] = shortOf(testedPromises({ ...tested, 'promise-2': 999 }, 20_000));
  const lines = [mark, promise].flatMap((met) => (met === undefined ? [] : [shortfallOf(met, 10_000, 7)]));
  expect(lines).toEqual([
    'The mark close/late was met in none of 10000 runs from seed 7: at least 100 are asked for.',
    'promise-2 was put to the test 999 times in all of 10000 runs from seed 7: at least 1000 are asked for.',
  ]);
});

const tested = Object.fromEntries(promiseNames.map((name) => [name, 1_000])) as Record<PromiseName, number>;
