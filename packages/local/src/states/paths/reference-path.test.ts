import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { stepsOf, withValueAt } from './reference-path.ts';

describe('a reference path', () => {
  it.each<[string, (string | number)[] | undefined]>([
    ['$', []],
    ['$.a.b', ['a', 'b']],
    ["$.a['b c'][0]", ['a', 'b c', 0]],
    ['$["it\\"s"][-1]', ['it"s', -1]],
    ['$.ü-1._x', ['ü-1', '_x']],
    ['$.a[*]', undefined],
    ['$..a', undefined],
    ['$.a[0:1]', undefined],
    ['$.a[?(@.b)]', undefined],
  ])('%s has the steps %j', (path, steps) => {
    expect(stepsOf(path)).toEqual(steps);
  });
});

describe('a value put at a place', () => {
  it('leaves the original as it is, and makes what is missing', () => {
    const root: Json = { a: { b: 1 }, l: [1, 2] };
    expect(withValueAt(root, ['a', 'c', 'd'], 2)).toEqual({ a: { b: 1, c: { d: 2 } }, l: [1, 2] });
    expect(withValueAt(root, ['l', 1], 3)).toEqual({ a: { b: 1 }, l: [1, 3] });
    expect(root).toEqual({ a: { b: 1 }, l: [1, 2] });
  });

  it('has no place beyond an array, or under a name in one', () => {
    expect(withValueAt({ l: [1] }, ['l', 5], 0)).toBeUndefined();
    expect(withValueAt({ l: [1] }, ['l', 'x'], 0)).toBeUndefined();
    expect(withValueAt({ a: 1 }, ['a', 0], 0)).toBeUndefined();
  });
});
