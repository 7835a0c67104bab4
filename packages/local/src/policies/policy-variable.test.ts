// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables
import { expect, test } from 'vitest';
import type { ConditionValues } from './policy-variable.ts';
import { compilePolicy } from './statement.ts';
import { vocabularyOf } from './vocabulary.ts';

const vocabulary = vocabularyOf([{ iamPrefix: 'sqs', conditionKeys: ['sqs:name'] }]);
const queues = 'arn:aws:sqs:eu-west-1:111122223333:';
const known = new Map([
  ['aws:requestedregion', ['eu-west-1']],
  ['aws:userid', ['AROAX:orders']],
  ['sqs:name', ['a*']],
]);
const values: ConditionValues = (key) => known.get(key);

function matches(resource: string, name: string, { Version = '2012-10-17', not = false } = {}): boolean {
  const Statement = { Effect: 'Allow', Action: 'sqs:*', [not ? 'NotResource' : 'Resource']: resource };
  const [statement] = compilePolicy({ name: 'Policy', document: { Version, Statement } }, vocabulary);
  return statement?.resource(queues + name, values) ?? false;
}

function holds(operator: string, wanted: string, given: string, Version = '2012-10-17'): boolean {
  const Condition = { [operator]: { 'aws:PrincipalArn': wanted } };
  const Statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*', Condition };
  const [statement] = compilePolicy({ name: 'Policy', document: { Version, Statement } }, vocabulary);
  return statement?.condition((key) => (key === 'aws:principalarn' ? [given] : values(key))) ?? false;
}

test.each([
  ['arn:aws:sqs:${aws:RequestedRegion}:*:jobs', 'jobs', true],
  ['arn:aws:sqs:${AWS:requestedregion}:*:*', 'jobs', true],
  ['arn:aws:sqs:us-*:*:${aws:userid}', 'AROAX:orders', false],
  [`${queues}*${'$'}{aws:userid}`, 'of-AROAX:orders', true],
  [`${queues}${'$'}{aws:username}`, 'undefined', false],
  [`${queues}${'$'}{aws:username}`, '', false],
  [`${queues}${'$'}{aws:username, 'guest'}`, 'guest', true],
  [`${queues}${'$'}{aws:userid, 'guest'}`, 'guest', false],
])('a resource %s matches %s: %s', (resource, name, expected) => {
  expect(matches(resource, name)).toBe(expected);
});

test('a wildcard in the value of a variable stands for itself', () => {
  expect(matches(`${queues}${'$'}{sqs:name}`, 'abc')).toBe(false);
  expect(matches(`${queues}${'$'}{sqs:name}`, 'a*')).toBe(true);
});

test('what no resource can be is all but nothing', () => {
  expect(matches(`${queues}${'$'}{aws:username}`, 'jobs', { not: true })).toBe(true);
});

test.each([
  [`${queues}a${'$'}{*}`, 'abc', false],
  [`${queues}a${'$'}{*}`, 'a*', true],
  [`${queues}a${'$'}{?}`, 'ab', false],
  [`${queues}a${'$'}{?}`, 'a?', true],
  [`${queues}${'$'}{$}{aws:userid}`, '${aws:userid}', true],
])('%s has a character that stands for itself: %s is %s', (resource, name, expected) => {
  expect(matches(resource, name)).toBe(expected);
});

test.each([
  ['StringEquals', '${aws:userid}', 'AROAX:orders', true],
  ['StringNotEquals', '${aws:userid}', 'AROAX:orders', false],
  ['StringLike', '*${aws:userid}*', 'xAROAX:ordersx', true],
  ['StringEquals', '${aws:username}', '', false],
  ['StringNotEquals', '${aws:username}', 'x', true],
  ['StringEquals', 'a${*}', 'a*', true],
  ['StringLike', 'a${*}', 'abc', false],
  ['StringEqualsIgnoreCase', '${$}A', '$a', true],
])('the condition %s %s of %s is %s', (operator, wanted, given, expected) => {
  expect(holds(operator, wanted, given)).toBe(expected);
});

test('a policy of the version before 2012 has no variables', () => {
  const old = '2008-10-17';
  expect(matches(`${queues}${'$'}{aws:userid}`, 'AROAX:orders', { Version: old })).toBe(false);
  expect(matches(`${queues}${'$'}{aws:userid}`, '${aws:userid}', { Version: old })).toBe(true);
  expect(holds('StringEquals', '${aws:userid}', '${aws:userid}', old)).toBe(true);
});
