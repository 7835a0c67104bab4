import { describe, expect, it } from 'vitest';
import { type Json, parseJson } from '../json.ts';
import { parsePath } from './parse-path.ts';
import { InvalidPath } from './path.ts';
import { selectFrom } from './select.ts';

const find = (path: string, root: Json) => selectFrom(root, parsePath(path));

const shop: Json = {
  tags: { 'aws:name': 'x', 'a-b@c': 'y' },
  abc: { 'def ghi': 1 },
  pets: [
    { species: 'cat', age: 3, name: 'Tom' },
    { species: 'cat', age: 7, name: 'Ada' },
    { species: 'dog', age: 4, name: 'Rex', tags: ['a', 'b'] },
  ],
  limit: 4,
  jar: [{ a: 1 }, { a: 5 }, { a: 7 }],
};

describe('a path that names one place', () => {
  it.each<[string, Json | undefined]>([
    ['$', shop],
    ["$.abc.['def ghi']", 1],
    ["$['abc']['def ghi']", 1],
    ['$.pets[0].name', 'Tom'],
    ['$.pets.[0].name', 'Tom'],
    ['$.pets[-1].name', 'Rex'],
    ['$.pets[9]', undefined],
    ['$.nothing.at.all', undefined],
    ['$.pets.length', undefined],
    ["$.pets[0]['name','age']", { name: 'Tom', age: 3 }],
    ['$.pets.length()', 3],
    ['$.tags.aws:name', 'x'],
    ['$.tags.a-b@c', 'y'],
    ['$.pets[2].tags.length()', 2],
  ])('%s', (path, expected) => expect(find(path, shop)).toEqual(expected));

  it('finds nothing that is inherited', () => expect(find('$.constructor', {})).toBeUndefined());
  it('finds null', () => expect(find('$.a', { a: null })).toBeNull());
  it('takes a backslash before other quotes for itself', () =>
    expect(find(`$['a\\"b']`, { 'a\\"b': 1 })).toBe(1));
});

describe('a path that names any number of places finds an array', () => {
  it.each<[string, Json]>([
    ['$.pets[*].name', ['Tom', 'Ada', 'Rex']],
    ['$.pets..name', ['Tom', 'Ada', 'Rex']],
    ['$..tags[0]', ['a']],
    ['$.pets[0,2].name', ['Tom', 'Rex']],
    ['$.pets[1:].name', ['Ada', 'Rex']],
    ['$.pets[:-1].name', ['Tom', 'Ada']],
    [
      "$.pets[*]['name','age']",
      [
        { name: 'Tom', age: 3 },
        { name: 'Ada', age: 7 },
        { name: 'Rex', age: 4 },
      ],
    ],
    ["$.pets[?(@.species == 'cat' && @.age<5)].name", ['Tom']],
    ["$.pets[?(@.species == 'dog' || @.age > 5)].name", ['Ada', 'Rex']],
    ['$.pets[?(@.age >= $.limit)].name', ['Ada', 'Rex']],
    ['$.pets[?(@.tags)].name', ['Rex']],
    ['$.pets[?(!@.tags)].name', ['Tom', 'Ada']],
    ['$.pets[?(!(@.age == 3))].name', ['Ada', 'Rex']],
    ["$.pets[?(@.name in ['Tom', 'Rex'])].age", [3, 4]],
    ['$.pets[?(@.name =~ /t.*/i)].age', [3]],
    ["$.pets[?(@.tags contains 'a')].name", ['Rex']],
    ['$.jar[?(@.a >= 5)]', [{ a: 5 }, { a: 7 }]],
    ["$.jar[?(@.a == '5')]", [{ a: 5 }]],
    ['$.nothing[*]', []],
    ['$.pets[*].age.max()', 7],
  ])('%s', (path, expected) => expect(find(path, shop)).toEqual(expected));

  it('a filter at the root tests the object itself, and items of an array', () => {
    expect(find('$.[?(@.OU > 0)]', { OU: 1 })).toEqual([{ OU: 1 }]);
    expect(find('$[?(@.OU > 0)]', [{ OU: 1 }, { OU: 0 }])).toEqual([{ OU: 1 }]);
    expect(find('$..[?(@.OU > 0)]', { x: [{ OU: 1 }, { y: { OU: 2 } }] })).toEqual([{ OU: 1 }, { OU: 2 }]);
  });

  it('compares numbers that keep their text', () => {
    expect(find('$[?(@.n == 0)]', parseJson('[{"n": 0.0}]'))).toHaveLength(1);
  });
});

describe('a text that is not a path', () => {
  it.each(['', 'a', '$.', '$.a[', '$.a[?(@.b ==)]', "$['a'", '$.a b', '$.a.nope()', '$.a[b]'])(
    '%j',
    (text) => {
      expect(() => parsePath(text)).toThrow(InvalidPath);
    },
  );
});

describe('bounds', () => {
  it('a path that would match without end is given up', () => {
    const deep = Array.from({ length: 400 }).reduce<Json>((inner) => ({ a: inner }), 1);
    expect(() => find('$..*..*..*..*', deep)).toThrow('matches more than');
  });

  it.each(['(a+)+', '(a|a)*', '(.)\\1*', '.*a.*b.*c'])('the regular expression %s is refused', (pattern) => {
    expect(() => parsePath(`$[?(@.a =~ /${pattern}/)]`)).toThrow('is not supported by the local runtime');
  });
});
