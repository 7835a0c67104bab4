import { expect, test } from 'vitest';
import { parameterProblems } from './parameter-check.ts';
import { templateParameter } from './template-parameter.ts';

/** What is said of a value, after its name and itself. */
function problemOf(value: string, declared: object): string | undefined {
  const P = templateParameter.parse({ Type: 'String', ...declared });
  const [problem] = parameterProblems({ stack: 'Team', Parameters: { P } }, { P: value });
  return problem?.replace(`the parameter P of Team is "${value}", and `, '');
}

test.each([
  ['a text that is too short', 'ab', { MinLength: 3 }, 'must have at least 3 characters'],
  ['a text that is too long', 'abcd', { MaxLength: '3' }, 'must have at most 3 characters'],
  ['a number that is none', 'abc', { Type: 'Number' }, 'must be a number (its type is Number)'],
  ['a number below', '4', { Type: 'Number', MinValue: 5 }, 'must not be less than 5'],
  ['a number above', '6', { Type: 'Number', MaxValue: 5 }, 'must not be more than 5'],
  [
    'one of a list',
    'a,B',
    { Type: 'CommaDelimitedList', AllowedPattern: '[a-z]' },
    'must satisfy the pattern [a-z]',
  ],
  ['a number of a list', '1,x', { Type: 'List<Number>' }, 'must be a number (its type is List<Number>)'],
  ['a value of none of those allowed', 'c', { AllowedValues: ['a', 'b'] }, 'must be one of a, b'],
  ['a part that matches', 'abc1', { AllowedPattern: '[a-z]+' }, 'must satisfy the pattern [a-z]+'],
])('%s is refused', (_, value, declared, problem) => {
  expect(problemOf(value, declared)).toBe(problem);
});

test.each([
  ['a name of a class', 'abc', '\\p{Alpha}+'],
  ['a name inside a class', 'ab_1', '[\\p{Alnum}_]+'],
  ['flags before all else', 'ABC', '(?i)abc'],
  ['a repetition that gives nothing back', 'aab', 'a++b'],
  ['a plus in a class', 'a+', '[a*+]+'],
  ['an escaped plus', 'a++', 'a\\++'],
])('a pattern with %s is read as Java reads it', (_, value, AllowedPattern) => {
  expect(problemOf(value, { AllowedPattern })).toBeUndefined();
});

test('a pattern that is no regular expression is named', () => {
  expect(problemOf('a', { AllowedPattern: '(' })).toMatch(
    /^its AllowedPattern \( can't be read \(Invalid regular expression: .*Unterminated group\)$/,
  );
});

test('a pattern that backtracks without an end is given up', () => {
  expect(problemOf(`${'a'.repeat(60)}!`, { AllowedPattern: '(a+)+' })).toBe(
    'its AllowedPattern (a+)+ takes more than 1000 ms for it',
  );
});
