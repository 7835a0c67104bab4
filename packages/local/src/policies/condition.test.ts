// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables
import { describe, expect, test } from 'vitest';
import { compileConditions } from './condition.ts';
import type { ConditionValues } from './policy-variable.ts';
import { UnevaluablePolicy } from './unevaluable-policy.ts';
import { vocabularyOf } from './vocabulary.ts';

const evaluable = vocabularyOf([
  { iamPrefix: 'events', conditionKeys: ['events:source', 'events:detail-type'] },
  { iamPrefix: 'dynamodb', conditionKeys: ['dynamodb:attributes', 'dynamodb:leadingkeys'] },
]).conditionKeys;

const refuse = (problem: string): never => {
  throw new Error(problem);
};

function holds(
  operator: string,
  values: string | readonly string[],
  given?: readonly string[],
  key = 'events:source',
) {
  const context: ConditionValues = (asked) => (asked === key.toLowerCase() ? given : undefined);
  return compileConditions({ [operator]: { [key]: values } }, '2012-10-17', { evaluable, refuse })(context);
}

describe('a condition on one value', () => {
  test.each([
    ['StringEquals', 'shop', 'shop', true],
    ['StringEquals', 'shop', 'Shop', false],
    ['StringEquals', 'sh*', 'shop', false],
    ['StringEquals', ['bank', 'shop'], 'shop', true],
    ['StringNotEquals', ['bank', 'shop'], 'shop', false],
    ['StringNotEquals', ['bank', 'post'], 'shop', true],
    ['StringEqualsIgnoreCase', 'SHOP', 'shop', true],
    ['StringNotEqualsIgnoreCase', 'SHOP', 'shop', false],
    ['StringLike', 'shop.*', 'shop.orders', true],
    ['StringLike', 'shop.?', 'shop.orders', false],
    ['StringLike', 'shop.*', 'bank.shop.orders', false],
    ['StringNotLike', 'shop.*', 'bank.orders', true],
    ['Bool', 'true', 'True', true],
    ['Bool', 'false', 'true', false],
    ['NumericEquals', '7', '7.0', true],
    ['NumericNotEquals', '7', '7.0', false],
    ['NumericLessThan', '7', '6', true],
    ['NumericLessThan', '7', '7', false],
    ['NumericLessThanEquals', '7', '7', true],
    ['NumericGreaterThan', '7', '10', true],
    ['NumericGreaterThanEquals', '7', '6', false],
    ['NumericEquals', '7', 'seven', false],
  ])('%s %j of %j is %s', (operator, wanted, given, expected) => {
    expect(holds(operator, wanted, [given])).toBe(expected);
  });

  test.each([
    ['ArnLike', 'arn:aws:events:*:111122223333:rule/*', true],
    ['ArnEquals', 'arn:aws:events:*:111122223333:rule/*', true],
    ['ArnLike', 'arn:aws:events:*:rule/shop/placed', false],
    ['ArnLike', 'arn:*', true],
    ['ArnLike', 'arn:aws:sqs:*', false],
    ['ArnNotLike', 'arn:aws:events:*:444455556666:*', true],
    ['ArnNotEquals', 'arn:aws:events:eu-west-1:111122223333:rule/shop/placed', false],
  ])('%s %s', (operator, wanted, expected) => {
    const rule = 'arn:aws:events:eu-west-1:111122223333:rule/shop/placed';
    expect(holds(operator, wanted, [rule], 'aws:SourceArn')).toBe(expected);
  });

  test('names of keys have no case, values have', () => {
    expect(holds('StringEquals', 'shop', ['shop'], 'EVENTS:Source')).toBe(true);
  });
});

describe('a key that the request has not', () => {
  test.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['StringLike', false],
    ['StringEqualsIfExists', true],
    ['NumericLessThan', false],
    ['NumericLessThanIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
    ['ForAnyValue:StringEqualsIfExists', true],
  ])('%s is %s', (operator, expected) => {
    expect(holds(operator, '1')).toBe(expected);
  });

  test.each([
    ['true', undefined, true],
    ['true', ['shop'], false],
    ['false', undefined, false],
    ['false', ['shop'], true],
  ] as const)('Null %s with %j is %s', (wanted, given, expected) => {
    expect(holds('Null', wanted, given)).toBe(expected);
  });
});

describe('a key with several values', () => {
  test.each([
    ['ForAllValues:StringEquals', ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'x'], false],
    ['ForAnyValue:StringEquals', ['x', 'a'], true],
    ['ForAnyValue:StringEquals', ['x', 'y'], false],
    ['ForAllValues:StringNotEquals', ['x', 'y'], true],
    ['ForAllValues:StringNotEquals', ['x', 'a'], false],
    ['ForAnyValue:StringNotEquals', ['x', 'a'], true],
  ])('%s [a, b, c] of %j is %s', (operator, given, expected) => {
    expect(holds(operator, ['a', 'b', 'c'], given, 'dynamodb:LeadingKeys')).toBe(expected);
  });
});

test('all operators and all keys must hold', () => {
  const condition = compileConditions(
    {
      StringEquals: { 'events:source': 'shop', 'events:detail-type': 'Placed' },
      Bool: { 'aws:SecureTransport': 'true' },
    },
    '2012-10-17',
    { evaluable, refuse },
  );
  const context = new Map([
    ['events:source', ['shop']],
    ['events:detail-type', ['Placed']],
    ['aws:securetransport', ['true']],
  ]);
  const holdsFor = (key?: string, value = '') =>
    condition((asked) => (asked === key ? [value] : context.get(asked)));
  expect(holdsFor()).toBe(true);
  expect(holdsFor('events:detail-type', 'Shipped')).toBe(false);
  expect(holdsFor('aws:securetransport', 'false')).toBe(false);
});

describe('what can not be evaluated is refused by name', () => {
  test.each([
    [{ IpAddress: { 'events:source': '10.0.0.0/8' } }, 'condition operator IpAddress'],
    [{ DateLessThan: { 'aws:PrincipalArn': 'x' } }, 'condition operator DateLessThan'],
    [
      { 'ForSomeValues:StringEquals': { 'events:source': 'x' } },
      'condition operator ForSomeValues:StringEquals',
    ],
    [
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'condition key aws:PrincipalOrgID (under StringEquals)',
    ],
    [{ StringEquals: { 'aws:PrincipalTag/team': 'a' } }, 'condition key aws:PrincipalTag/team'],
    [
      { StringEquals: { 'events:source': '${aws:PrincipalTag/team}' } },
      'policy variable ${aws:PrincipalTag/team}',
    ],
  ])('%j', (conditions, named) => {
    const load = () =>
      compileConditions(conditions as never, '2012-10-17', {
        evaluable,
        refuse(problem) {
          throw new UnevaluablePolicy('SomePolicy', 'Sid1', problem);
        },
      });
    expect(load).toThrow(UnevaluablePolicy);
    expect(load).toThrow(`Policy SomePolicy, statement Sid1: ${named}`);
  });
});
