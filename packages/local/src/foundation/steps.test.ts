import { expect, test } from 'vitest';
import { turnsDuring } from '../../test/turns.ts';
import { atOnce, counted, each, inSlices, type Steps } from './steps.ts';

/** Steps that go on until the event loop has turned so often, or so many were made. */
function* untilTurned(times: number, most: number): Steps<{ turns: number; steps: number }> {
  let [turns, steps] = [0, 0];
  const turn = () => {
    turns += 1;
    if (turns < times) setImmediate(turn);
  };
  setImmediate(turn);
  while (turns < times && steps < most) {
    steps += 1;
    yield;
  }
  return { turns, steps };
}

test('long work lets the event loop turn', async () => {
  await expect(inSlices(untilTurned(3, 1e8))).resolves.toMatchObject({ turns: 3 });
});

test('short work is done in one go', async () => {
  await expect(inSlices(untilTurned(1, 10))).resolves.toEqual({ turns: 0, steps: 10 });
});

test('long works side by side all get their turn', async () => {
  const works = [1, 2, 3].map(() => inSlices(untilTurned(3, 1e8)));
  const results = await Promise.all(works);
  expect(results.map(({ turns }) => turns)).toEqual([3, 3, 3]);
});

const single = (work: () => void) => each(['one'], work);

/** Work of a single step that takes longer than a slice. */
const longStep = () =>
  single(() => {
    const end = performance.now() + 15;
    while (performance.now() < end);
  });

test('works of a single long step that begin together let the event loop turn between two of them', async () => {
  const works = 5;
  const turns = await turnsDuring(() =>
    Promise.all(Array.from({ length: works }, () => inSlices(longStep()))),
  );
  expect(turns).toBeGreaterThanOrEqual(works - 1);
});

test('short works that wait for their turn go on together', async () => {
  let begun = 0;
  const short = () =>
    single(() => {
      begun += 1;
    });
  const works = Array.from({ length: 100 }, (_, at) => inSlices(at === 0 ? longStep() : short()));
  expect(begun).toBe(0);
  const turns = await turnsDuring(() => Promise.all(works));
  expect(begun).toBe(99);
  expect(turns).toBeLessThan(50);
});

test('a step that waits goes on when it may', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let done = false;
  const work = inSlices(
    (function* (): Steps<string> {
      yield promise;
      done = true;
      return 'result';
    })(),
  );
  await new Promise(setImmediate);
  expect(done).toBe(false);
  resolve();
  await expect(work).resolves.toBe('result');
});

test('what steps throw is thrown, also by what they wait for', async () => {
  const throws = function* (): Steps<never> {
    yield;
    throw new Error('no');
  };
  await expect(inSlices(throws())).rejects.toThrow('no');
  await expect(
    inSlices(
      (function* (): Steps<void> {
        yield Promise.reject(new Error('not there'));
      })(),
    ),
  ).rejects.toThrow('not there');
});

test('steps that wait are refused where they must be done at once', () => {
  const waits = function* (): Steps<void> {
    yield Promise.resolve();
  };
  expect(() => atOnce(waits())).toThrow('Steps that wait cannot be done at once.');
});

test('the steps of each element are counted', () => {
  expect(atOnce(counted(each([1, 2, 3], (number) => number * 2)))).toEqual({ result: [2, 4, 6], count: 3 });
});
