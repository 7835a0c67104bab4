import { afterAll, describe, expect, it, vi } from 'vitest';
import { systemIds } from '../ids.ts';
import { evaluateJsonata } from './evaluate.ts';
import { createEvaluationThreads } from './threads.ts';

const threads = createEvaluationThreads({ track: (work) => work });
const evaluator = { outside: { ids: systemIds, now: () => 0 }, threads };
const evaluate = (text: string, input: unknown = {}) =>
  evaluateJsonata(text, { states: { input } }, 'Output', evaluator);

const FOR_EVER = `$match('${'a'.repeat(40)}!', /^(a+)+$/)`;

afterAll(() => threads.stop());

describe('an expression that would hold the runtime', () => {
  it.each([
    ['a regular expression that backtracks for ever', FOR_EVER],
    ['a range of any length', '$range(1, 400000000, 1)'],
    ['a range by the operator', '[1..400000000]'],
    ['a text of any length', "$pad('x', 400000000)"],
    ['a function that calls itself for ever', '($f := function($n) { $f($n + 1) }; $f(0))'],
    ['a text that doubles', "$reduce([1..40], function($a) { $a & $a }, 'x')"],
    ['lists in lists', '($r := [1..90000]; $count($r.($r.($r))))'],
  ])('%s fails with States.QueryEvaluationError', async (_, text) => {
    await expect(evaluate(text)).rejects.toMatchObject({
      failure: { error: 'States.QueryEvaluationError', evaluation: { location: 'Output' } },
    });
  });

  it.each([
    ['compares each element with all others', '$distinct($states.input)'],
    ['copies what it has for each element', '$reduce($states.input, $append)'],
    ['copies it inside a function', '$map([1, 2], $spread)'],
    ['sorts by a function', '$sort($states.input)'],
    ['sorts by an operator', '$states.input^(n)'],
    ['groups', '$states.input{$string(n): n}'],
    ['joins', '$states.input@$a.$states.input@$b.[$a, $b]'],
  ])('runs beside it where it %s', async (_, text) => {
    const counted = { ...threads, evaluate: vi.fn(threads.evaluate) };
    const input = [{ n: 2 }, { n: 1 }];
    await evaluateJsonata(text, { states: { input } }, 'Output', { ...evaluator, threads: counted }).catch(
      () => {},
    );
    expect(counted.evaluate).toHaveBeenCalledTimes(1);
  });

  it('lets others have their turn while it runs', async () => {
    const evaluated = evaluate(FOR_EVER).then(
      () => 'evaluated',
      () => 'evaluated',
    );
    const turn = new Promise((resolve) => setTimeout(() => resolve('turn'), 1));
    expect(await Promise.race([evaluated, turn])).toBe('turn');
    await evaluated;
  });

  it('leaves the next one a thread to run in', async () => {
    await expect(evaluate(FOR_EVER)).rejects.toThrow();
    expect(await evaluate('$match("ab", /a(b)/).groups[0]')).toBe('b');
  });
});

it('the end of the runtime ends what runs, and leaves it without an outcome', async () => {
  const own = createEvaluationThreads({ track: (work) => work });
  let outcome: unknown;
  own.evaluate({ text: FOR_EVER, bindings: '{}', now: 0 }).then((result) => {
    outcome = result;
  });
  await own.stop();
  await new Promise((resolve) => setImmediate(resolve));
  expect(outcome).toBeUndefined();
});

describe('an expression in another thread', () => {
  it('gives what it gives in this one', async () => {
    expect(await evaluate('$map($states.input.n, function($v) { $v * 2 })', { n: [1, 2] })).toEqual([2, 4]);
    expect(await evaluate('$replace("a1b2", /[0-9]/, "-")')).toBe('a-b-');
    expect(await evaluate('$millis() & $pad("x", 3)')).toBe('0x  ');
    await expect(evaluate('$number($replace("x", /y/, "z"))')).rejects.toThrow('D3030');
  });
});
