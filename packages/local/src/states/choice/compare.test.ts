import { describe, expect, it } from 'vitest';
import { atOnce } from '../../foundation/steps.ts';
import type { ChoiceRule } from '../asl/state.ts';
import type { Json } from '../json.ts';
import { ruleApplies } from './rule.ts';

const applies = (rule: ChoiceRule, root: Json) =>
  atOnce(ruleApplies(rule, { root, context: () => ({ x: 1 }), variables: { v: 5 }, intrinsics: () => null }));

const holds = (operator: string, expected: Json, value: Json) =>
  applies({ Variable: '$.v', [operator]: expected }, { v: value });

describe('comparisons', () => {
  it.each<[string, Json, Json, Json]>([
    // operator, expected, a value that holds, one that does not
    ['StringEquals', 'a', 'a', 'b'],
    ['StringLessThan', 'b', 'a', 'b'],
    ['StringGreaterThan', 'a', 'b', 'a'],
    ['StringLessThanEquals', 'b', 'b', 'c'],
    ['StringGreaterThanEquals', 'b', 'b', 'a'],
    ['StringMatches', 'log-*.txt', 'log-1\n.txt', 'log-1.txt2'],
    ['StringMatches', 'a\\*b', 'a*b', 'axb'],
    ['StringMatches', 'a\\\\*', 'a\\x', 'ax'],
    ['StringMatches', 'a.b', 'a.b', 'axb'],
    ['NumericEquals', 1, 1.0, 2],
    ['NumericLessThan', 2, 1, 2],
    ['NumericGreaterThan', 1, 2, 1],
    ['NumericLessThanEquals', 2, 2, 3],
    ['NumericGreaterThanEquals', 2, 2, 1],
    ['BooleanEquals', false, false, true],
    ['TimestampEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:01Z'],
    ['TimestampLessThan', '2026-01-02T00:00:00Z', '2026-01-01T23:59:59.999Z', '2026-01-02T00:00:00Z'],
    ['TimestampGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00Z'],
    ['TimestampLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
    ['TimestampGreaterThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '2025-12-31T23:59:59Z'],
    ['IsNull', true, null, 0],
    ['IsNull', false, 0, null],
    ['IsString', true, '', 1],
    ['IsNumeric', true, 0, '0'],
    ['IsBoolean', true, false, 'false'],
    ['IsTimestamp', true, '2026-01-01T00:00:00Z', '2026-01-01'],
  ])('%s %j holds for %j and not for %j', (operator, expected, yes, no) => {
    expect([holds(operator, expected, yes), holds(operator, expected, no)]).toEqual([true, false]);
  });

  it.each(['StringEquals', 'NumericLessThan', 'BooleanEquals', 'TimestampEquals', 'StringMatches'])(
    '%s never holds for a value of another type',
    (operator) => {
      expect(holds(operator, 'a', { a: 1 })).toBe(false);
    },
  );

  it('BooleanEqualsPath compares with what the path finds', () => {
    const rule: ChoiceRule = { Variable: '$.v', BooleanEqualsPath: '$.other' };
    expect([true, false].map((v) => applies(rule, { v, other: true }))).toEqual([true, false]);
  });

  describe.each<[string, Json, Json]>([
    ['String', 'a', 'b'],
    ['Numeric', 1, 2],
    ['Timestamp', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
  ])('%s', (type, low, high) => {
    it.each(['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'])(
      '%sPath compares with what the path finds',
      (how) => {
        const rule: ChoiceRule = { Variable: '$.v', [`${type}${how}Path`]: '$.other' };
        expect(applies(rule, { v: low, other: low })).toBe(how.endsWith('Equals'));
        expect(applies(rule, { v: low, other: high })).toBe(how.startsWith('Less'));
        expect(applies(rule, { v: high, other: low })).toBe(how.startsWith('Greater'));
      },
    );
  });

  it('looks into the context object and variables', () => {
    expect(applies({ Variable: '$$.x', NumericEquals: 1 }, {})).toBe(true);
    expect(applies({ Variable: '$v', NumericEquals: 5 }, {})).toBe(true);
  });
});

describe('combinations', () => {
  const present = (name: string): ChoiceRule => ({ Variable: `$.${name}`, IsPresent: true });

  it('IsPresent tells null from nothing', () => {
    expect(applies(present('a'), { a: null })).toBe(true);
    expect(applies(present('a'), {})).toBe(false);
    expect(applies({ Variable: '$.a', IsPresent: false }, {})).toBe(true);
  });

  it('And stops at the first that fails, so that a guard protects what follows', () => {
    const guarded: ChoiceRule = { And: [present('a'), { Variable: '$.a', NumericEquals: 1 }] };
    expect([applies(guarded, {}), applies(guarded, { a: 1 }), applies(guarded, { a: 2 })]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('Or and Not', () => {
    expect(applies({ Or: [present('a'), present('b')] }, { b: 1 })).toBe(true);
    expect(applies({ Not: present('a') }, { a: 1 })).toBe(false);
  });
});
