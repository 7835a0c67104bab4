import { describe, expect, test } from 'vitest';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { compileEventPattern } from './event-pattern.ts';

function matches(pattern: JsonObject, event: JsonObject): boolean {
  return compileEventPattern(JSON.stringify(pattern))(event);
}

/** Whether one match expression holds for a value; undefined leaves the field out. */
function holds(expression: Json, value: Json | undefined): boolean {
  return matches({ detail: { v: [expression] } }, { detail: value === undefined ? {} : { v: value } });
}

describe('values', () => {
  test.each([
    ['a', 'a', true],
    ['a', 'A', false],
    ['7', 7, false],
    [7, 7, true],
    [7, '7', false],
    [1e2, 100, true],
    [true, true, true],
    [true, 'true', false],
    [null, null, true],
    [null, undefined, false],
    ['', null, false],
    ['b', ['a', 'b'], true],
    ['b', ['a', ['b']], true],
    ['b', [], false],
    ['b', { b: 'b' }, false],
    [{ exactly: 'a' }, 'a', true],
    [{ 'equals-ignore-case': 'straße' }, 'STRASSE', true],
    [{ prefix: { 'equals-ignore-case': 'straß' } }, 'STRASSE', true],
    [{ suffix: { 'equals-ignore-case': 'aße' } }, 'STRASSE', true],
  ] as [Json, Json | undefined, boolean][])('%j against %j: %s', (wanted, value, expected) => {
    expect(holds(wanted, value)).toBe(expected);
  });
});

describe('operators on text', () => {
  test.each([
    [{ prefix: 'ord' }, 'order', true],
    [{ prefix: 'ord' }, 'Order', false],
    [{ prefix: '1' }, 12, false],
    [{ prefix: '' }, 'any', true],
    [{ prefix: '' }, 7, false],
    [{ prefix: { 'equals-ignore-case': 'ORD' } }, 'order', true],
    [{ suffix: '.json' }, 'a.json', true],
    [{ suffix: '.json' }, 'a.JSON', false],
    [{ suffix: { 'equals-ignore-case': '.json' } }, 'a.JSON', true],
    [{ 'equals-ignore-case': 'Ordered' }, 'oRDERED', true],
    [{ wildcard: '*.order.*' }, 'shop.order.placed', true],
    [{ wildcard: '*.order.*' }, 'shop.orders.placed', false],
    [{ wildcard: 'a*b*c' }, 'abbbc', true],
    [{ wildcard: 'a*b*c' }, 'abbb', false],
    [{ wildcard: '*' }, '', true],
    [{ wildcard: 'a\\*' }, 'a*', true],
    [{ wildcard: 'a\\*' }, 'ab', false],
    [{ wildcard: 'a\\\\b' }, 'a\\b', true],
    [{ wildcard: '*ab' }, 'aab', true],
  ] as [Json, Json, boolean][])('%j on %j: %s', (operator, value, expected) => {
    expect(holds(operator, value)).toBe(expected);
  });

  test('a wildcard of many parts takes no exponential time', () => {
    const hostile = 'a'.repeat(50_000);
    expect(holds({ wildcard: `${'*a'.repeat(30)}*b` }, hostile)).toBe(false);
  });
});

describe('numeric', () => {
  test.each([
    [['=', 7], 7, true],
    [['=', 7], 7.5, false],
    [['>', 0, '<=', 5], 5, true],
    [['>', 0, '<=', 5], 0, false],
    [['>=', 1, '<', 5], 1, true],
    [['<', -1.5], -2, true],
    [['>=', 5_000_000_000], 5_000_000_000, true],
    [['>', 0], '1', false],
    [['>', 0], null, false],
  ] as [Json, Json, boolean][])('%j on %j: %s', (range, value, expected) => {
    expect(holds({ numeric: range }, value)).toBe(expected);
  });
});

describe('cidr', () => {
  test.each([
    ['192.168.4.0/22', '192.168.7.255', true],
    ['192.168.4.0/22', '192.168.8.0', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['10.0.0.0/8', '::ffff:10.0.0.1', false],
    ['10.0.0.0/8', 'not an address', false],
  ])('%s on %s: %s', (block, address, expected) => {
    expect(holds({ cidr: block }, address)).toBe(expected);
  });
});

describe('anything-but', () => {
  test.each([
    ['a', 'b', true],
    ['a', 'a', false],
    ['a', 7, true],
    ['a', null, true],
    ['a', undefined, false],
    ['a', ['a', 'b'], true],
    ['a', ['a'], false],
    [7, 8, true],
    [[7, 8], 8, false],
    [{ prefix: 'a' }, 'ba', true],
    [{ prefix: ['a', 'b'] }, 'ba', false],
    [{ suffix: 'z' }, 'xyz', false],
    [{ wildcard: '*/lib/*' }, 'src/lib/a', false],
    [{ 'equals-ignore-case': ['A', 'B'] }, 'b', false],
    [{ prefix: 'a' }, 7, true],
  ] as [Json, Json | undefined, boolean][])('%j on %j: %s', (operand, value, expected) => {
    expect(holds({ 'anything-but': operand }, value)).toBe(expected);
  });
});

describe('exists', () => {
  test.each([
    [true, 'a', true],
    [true, null, true],
    [true, undefined, false],
    [true, [], false],
    [true, { deeper: 1 }, false],
    [false, undefined, true],
    [false, null, false],
    [false, { deeper: 1 }, true],
  ] as [boolean, Json | undefined, boolean][])('%s on %j: %s', (wanted, value, expected) => {
    expect(holds({ exists: wanted }, value)).toBe(expected);
  });
});

describe('fields', () => {
  test('all must hold, one of the values each', () => {
    const pattern = { source: ['a', 'b'], detail: { state: ['x'] } };
    expect(matches(pattern, { source: 'b', detail: { state: 'x' } })).toBe(true);
    expect(matches(pattern, { source: 'b', detail: { state: 'y' } })).toBe(false);
  });

  test('of an array of objects must come from one element', () => {
    const pattern = { items: { sku: ['a'], n: [{ numeric: ['>', 1] }] } };
    expect(
      matches(pattern, {
        items: [
          { sku: 'a', n: 2 },
          { sku: 'b', n: 1 },
        ],
      }),
    ).toBe(true);
    expect(
      matches(pattern, {
        items: [
          { sku: 'a', n: 1 },
          { sku: 'b', n: 2 },
        ],
      }),
    ).toBe(false);
  });

  test('of arrays within arrays must come from one element of each', () => {
    const pattern = { orders: { id: [1], items: { sku: ['a'] } } };
    expect(
      matches(pattern, {
        orders: [
          { id: 1, items: [{ sku: 'b' }, { sku: 'a' }] },
          { id: 2, items: [] },
        ],
      }),
    ).toBe(true);
    expect(
      matches(pattern, {
        orders: [
          { id: 1, items: [{ sku: 'b' }] },
          { id: 2, items: [{ sku: 'a' }] },
        ],
      }),
    ).toBe(false);
  });

  test('that a name with dots or nested objects lead to are the same', () => {
    expect(matches({ detail: { 'a.b': ['x'] } }, { detail: { a: { b: 'x' } } })).toBe(true);
    expect(matches({ detail: { a: { b: ['x'] } } }, { 'detail.a': { b: 'x' } })).toBe(true);
  });

  test('named like members of every object are fields like all others', () => {
    expect(matches({ detail: { constructor: [{ exists: true }] } }, { detail: {} })).toBe(false);
    expect(matches({ detail: { toString: ['x'] } }, { detail: { toString: 'x' } })).toBe(true);
  });
});

describe('$or', () => {
  const pattern = { source: ['shop'], detail: { $or: [{ n: [1] }, { state: ['x'], n: [2] }] } };

  test.each([
    [{ n: 1 }, true],
    [{ n: 2, state: 'x' }, true],
    [{ n: 2 }, false],
    [{ state: 'x' }, false],
  ])('of %j: %s', (detail, expected) => {
    expect(matches(pattern, { source: 'shop', detail })).toBe(expected);
    expect(matches(pattern, { source: 'other', detail })).toBe(false);
  });

  test('may be nested, and stand beside another in another object', () => {
    const nested = {
      $or: [{ a: { $or: [{ b: [1] }, { c: [1] }] } }, { d: [1] }],
      e: { $or: [{ f: [1] }, { g: [1] }] },
    };
    expect(matches(nested, { a: { c: 1 }, e: { g: 1 } })).toBe(true);
    expect(matches(nested, { d: 1, e: { f: 1 } })).toBe(true);
    expect(matches(nested, { a: { c: 1 } })).toBe(false);
  });

  test('over a single branch, or over a match expression, is the name of a field', () => {
    expect(matches({ $or: ['x', 'y'] }, { $or: 'y' })).toBe(true);
    expect(() => matches({ $or: [{ a: [1] }] }, {})).toThrow('Unrecognized match type a');
  });

  test('may not stand for more than 1,000 combinations', () => {
    const branches = Array.from({ length: 11 }, (_, n) => ({ n: [n] }));
    const or = { $or: branches };
    expect(() => matches({ a: or, b: or }, {})).not.toThrow();
    expect(() => matches({ a: or, b: or, c: or }, {})).toThrow('Rule is too complex');
  });
});

describe('a pattern that is not valid is refused in the words of AWS', () => {
  test.each([
    ['', ''],
    ['no json', ''],
    ['[]', 'Filter is not an object'],
    ['"text"', 'Filter is not an object'],
    ['{}', 'Empty objects are not allowed'],
    ['{"detail":{}}', 'Empty objects are not allowed'],
    ['{"a":[]}', 'Empty arrays are not allowed'],
    ['{"a":"x"}', '"a" must be an object or an array'],
    ['{"a":[["x"]]}', 'Match value must be String, number, true, false, or null'],
    ['{"a":[{"begins":"x"}]}', 'Unrecognized match type begins'],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', 'Only one key allowed in match expression'],
    ['{"a":[{"prefix":7}]}', 'prefix match pattern must be a string'],
    ['{"a":[{"suffix":{"prefix":"x"}}]}', 'Unsupported suffix pattern: prefix'],
    ['{"a":[{"equals-ignore-case":["x"]}]}', 'equals-ignore-case match pattern must be a string'],
    ['{"a":[{"exists":"true"}]}', 'exists match pattern must be either true or false.'],
    ['{"a":[{"wildcard":"x**"}]}', 'Consecutive wildcard characters at pos 2'],
    ['{"a":[{"wildcard":"x\\\\y"}]}', 'Invalid escape character at pos 2'],
    ['{"a":[{"numeric":7}]}', 'Value of numeric must be an array.'],
    ['{"a":[{"numeric":[]}]}', 'Invalid member in numeric match: ]'],
    ['{"a":[{"numeric":["!=",7]}]}', 'Unrecognized numeric range operator: !='],
    ['{"a":[{"numeric":["<","7"]}]}', 'Value of < must be numeric'],
    ['{"a":[{"numeric":["<",5000000001]}]}', 'Value of < must be between -5.0E9 and 5.0E9, inclusive'],
    ['{"a":[{"numeric":[">",5,"<",5]}]}', 'Bottom must be less than top'],
    ['{"a":[{"numeric":["<=",5,">",1]}]}', 'Too many elements in numeric expression'],
    ['{"a":[{"numeric":[">",1,30]}]}', 'Bad value in numeric range: 30'],
    ['{"a":[{"numeric":[">",1,"<",5,"<",6]}]}', 'Too many terms in numeric range expression'],
    ['{"a":[{"exact":"x"}]}', 'Unrecognized match type exact'],
    ['{"a":[{"anything-but":12345678901234567}]}', 'Value must be between -5.0E9 and 5.0E9, inclusive'],
    ['{"$or":[{"a":{"prefix":["x"]}},{"b":["y"]}]}', 'prefix is Ruler reserved fieldName'],
    ['{"a":[{"numeric":[">",1,">=",2]}]}', 'Bad numeric range operator: >='],
    ['{"a":[{"numeric":["=",1,"<",2]}]}', 'Too many elements in numeric expression'],
    [
      '{"a":[{"anything-but":true}]}',
      'Value of anything-but must be an array or single string/number value.',
    ],
    ['{"a":[{"anything-but":["x",7]}]}', 'mixed type is not supported'],
    ['{"a":[{"anything-but":[null]}]}', 'start|null|boolean is not supported.'],
    ['{"a":[{"anything-but":{"exists":true}}]}', 'Unsupported anything-but pattern: exists'],
    ['{"a":[{"anything-but":{"suffix":""}}]}', 'Null prefix/suffix not allowed'],
    ['{"a":[{"cidr":"10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
    ['{"a":[{"cidr":"10.0.0.0/x"}]}', 'Malformed CIDR, mask bits must be an integer'],
    ['{"a":[{"cidr":"10.0.0.0/-1"}]}', 'Malformed CIDR, mask bits must not be negative'],
    ['{"a":[{"cidr":"10.0.0.1/32"}]}', 'IPv4 mask bits must be < 32'],
    ['{"a":[{"cidr":"::1/128"}]}', 'IPv6 mask bits must be < 128'],
    ['{"a":[{"cidr":"fe80::1%1/64"}]}', 'Nonstandard IP address: fe80::1%1'],
    ['{"a":[{"cidr":"::ffff:10.0.0.0/104"}]}', 'Nonstandard IP address: ::ffff:10.0.0.0'],
    ['{"a":[{"cidr":"10.0.0/8"}]}', 'Nonstandard IP address: 10.0.0'],
  ])('%s', (text, reason) => {
    const compile = () => compileEventPattern(text);
    expect(compile).toThrow(AwsError);
    expect(compile).toThrow('Event pattern is not valid. Reason: ');
    expect(compile).toThrow(reason);
  });
});

describe('a field that a pattern names twice', () => {
  test.each([
    ['beside $or', { a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }, { a: 'y' }, true],
    ['beside $or, by the earlier list', { a: ['x'], $or: [{ a: ['y'] }, { b: ['z'] }] }, { a: 'x' }, false],
    ['after $or', { $or: [{ a: ['y'] }, { b: ['z'] }], a: ['x'] }, { a: 'x' }, true],
    ['by a dotted name', { 'a.b': ['x'], a: { b: ['y'] } }, { a: { b: 'y' } }, true],
    ['by a dotted name, by the earlier list', { 'a.b': ['x'], a: { b: ['y'] } }, { a: { b: 'x' } }, false],
  ] as [string, JsonObject, JsonObject, boolean][])(
    '%s: the later list counts',
    (_, pattern, event, expected) => {
      expect(compileEventPattern(JSON.stringify(pattern))(event)).toBe(expected);
    },
  );
});

describe('lists within lists', () => {
  const both = compileEventPattern(JSON.stringify({ a: { x: ['1'], y: ['2'] } }));

  test.each([
    ['an element and an element of a list beside it', [{ x: '1' }, [{ y: '2' }]], false],
    ['one element of an inner list', [[{ x: '0' }, { x: '1', y: '2' }]], true],
    ['two elements of an inner list', [[{ x: '1' }, { y: '2' }]], false],
    ['two inner lists', [[{ x: '1' }], [{ y: '2' }]], false],
  ] as [string, Json, boolean][])('%s', (_, a, expected) => {
    expect(both({ a })).toBe(expected);
  });
});

test('the time of a match grows with the event, not with the product of its lists', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const hundred = (element: (n: number) => Json) => Array.from({ length: 100 }, (_, n) => element(n));
  const detailOf = (element: (n: number) => Json): JsonObject => ({
    ...Object.fromEntries(names.map((name) => [name, hundred(element)])),
    z: 'yes',
  });
  const patternOf = (field: JsonObject | Json[]) => ({
    detail: { ...Object.fromEntries(names.map((name) => [name, field])), z: ['no'] },
  });
  const texts = compileEventPattern(JSON.stringify(patternOf([{ prefix: 'tag' }])));
  expect(texts({ detail: detailOf((n) => `tag${n}`) })).toBe(false);
  const objects = compileEventPattern(JSON.stringify(patternOf({ v: [{ prefix: 'tag' }] })));
  // 100 to the power of 6 combinations: a test that tries them ends with the suite's time limit.
  expect(objects({ detail: detailOf((n) => ({ v: `tag${n}` })) })).toBe(false);
});
