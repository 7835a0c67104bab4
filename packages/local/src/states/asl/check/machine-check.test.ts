import { describe, expect, it } from 'vitest';
import { atOnce, inSlices } from '../../../foundation/steps.ts';
import type { Json, JsonObject } from '../../json.ts';
import { parseExpressions } from '../../jsonata/syntax.ts';
import { type Issue, printIssues } from './issue.ts';
import { checkMachine } from './machine-check.ts';

const LAMBDA = 'arn:aws:states:::lambda:invoke';

const check = async (definition: JsonObject): Promise<Issue[]> => {
  await inSlices(parseExpressions(definition, async () => undefined));
  const { issues, unsupported } = await inSlices(checkMachine(definition, 'STANDARD'));
  return [...issues, ...unsupported];
};

const one = (state: JsonObject, more: JsonObject = {}): JsonObject => ({
  StartAt: 'A',
  States: { A: state },
  ...more,
});

const pass = (more: JsonObject = {}): JsonObject => one({ Type: 'Pass', End: true, ...more });
const task = (more: JsonObject = {}): JsonObject =>
  one({ Type: 'Task', Resource: LAMBDA, End: true, ...more });
const jsonata = (state: JsonObject): JsonObject => one(state, { QueryLanguage: 'JSONata' });
const inner = (name = 'P'): JsonObject => ({
  StartAt: name,
  States: { [name]: { Type: 'Pass', End: true } },
});

describe('a definition that AWS takes', () => {
  it.each<[string, JsonObject]>([
    ['a dot before brackets', pass({ InputPath: "$.abc.['def ghi']" })],
    ['a filter with two conditions', pass({ Parameters: { 'y.$': "$.pets[?(@.s == 'cat' && @.age<5)]" } })],
    ['a filter at the root', pass({ Parameters: { 'x.$': '$.[?(@.OU > 0)]' } })],
    ['a filter that looks at the root', pass({ Parameters: { 'x.$': '$.a[?(@.b == $.c)]' } })],
    ['several names in brackets', pass({ Parameters: { 'x.$': "$.a[*]['bucket','key']" } })],
    ['a function at the end of a path', pass({ Parameters: { 'x.$': '$.a.length()' } })],
    [
      'a filter as ItemsPath',
      one({ Type: 'Map', ItemsPath: '$.jar[?(@.a >= 5)]', ItemProcessor: inner(), End: true }),
    ],
    ['a Result with keywords for keys', pass({ Result: { Branches: [{ States: 'x', Next: 1 }] } })],
    ['a state named like a keyword', { StartAt: 'Next', States: { Next: { Type: 'Pass', End: true } } }],
    [
      'lists within lists in JSONata',
      jsonata({
        Type: 'Task',
        Resource: LAMBDA,
        Arguments: { FunctionName: 'f', Payload: { rows: [[1, 2], [3]] } },
        End: true,
      }),
    ],
    [
      'texts in lists in JSONata',
      jsonata({ Type: 'Pass', Output: { a: ['x', '{% 1 %}', null] }, End: true }),
    ],
    [
      'an escaped backslash in an intrinsic function',
      pass({ Parameters: { 'x.$': String.raw`States.Format('C:\\dir {}', $.a)` } }),
    ],
    [
      'a decimal in an intrinsic function',
      pass({ Parameters: { 'x.$': 'States.Array(1.5, -2, null, true)' } }),
    ],
    ['null in a list of a template', pass({ Parameters: { tags: [null, 'a'] } })],
    ['an expression of several lines', jsonata({ Type: 'Pass', Output: '{%\n  1 +\n  2\n%}', End: true })],
    [
      'TimeoutSeconds of a machine',
      pass({}) && one({ Type: 'Succeed' }, { TimeoutSeconds: 5, Version: '1.0', Comment: '' }),
    ],
    [
      'the error output in a Catcher',
      jsonata({
        Type: 'Task',
        Resource: LAMBDA,
        Arguments: { FunctionName: 'f' },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A', Output: '{% $states.errorOutput %}' }],
        End: true,
      }),
    ],
    [
      'a Default and a rule of And, Or and Not',
      {
        StartAt: 'C',
        States: {
          C: {
            Type: 'Choice',
            Choices: [
              {
                And: [
                  { Variable: '$.a', IsPresent: true },
                  { Not: { Or: [{ Variable: '$.a', StringMatches: 'x*' }] } },
                ],
                Next: 'S',
              },
            ],
            Default: 'S',
          },
          S: { Type: 'Succeed' },
        },
      },
    ],
  ])('%s', async (_, definition) => expect(await check(definition)).toEqual([]));

  it('a variable that a branch and the Catcher of its Parallel assign', async () => {
    const branch = one({ Type: 'Pass', Assign: { error: 1 }, End: true });
    const Catch = [{ ErrorEquals: ['States.ALL'], Assign: { 'error.$': '$.Error' }, Next: 'S' }];
    expect(
      await check({
        StartAt: 'P',
        States: { P: { Type: 'Parallel', Branches: [branch], Catch, End: true }, S: { Type: 'Succeed' } },
      }),
    ).toEqual([]);
  });
});

describe('a definition that AWS refuses, with the path of the fault', () => {
  it.each<[string, JsonObject, string]>([
    [
      'no StartAt',
      { States: { A: { Type: 'Succeed' } } },
      'SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /',
    ],
    [
      'a type that there is not',
      one({ Type: 'Sleep' }),
      "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
    ],
    [
      'a target that is missing and a state that none leads to',
      { StartAt: 'a', States: { a: { Type: 'Pass', Next: 'c' }, b: { Type: 'Pass', End: true } } },
      `MISSING_TRANSITION_TARGET: Missing 'Next' target: c at /States/a/Next, MISSING_TRANSITION_TARGET: State "b" is not reachable. at /States/b`,
    ],
    [
      'no end',
      { StartAt: 'a', States: { a: { Type: 'Pass', Next: 'b' }, b: { Type: 'Pass', Next: 'a' } } },
      'MISSING_END_STATE: Workflow has no terminal state at null',
    ],
    [
      'TimeoutSeconds on a Map',
      one({ Type: 'Map', TimeoutSeconds: 1, ItemProcessor: inner(), End: true }),
      "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
    ],
    [
      'QueryLanguage in an ItemProcessor',
      one({ Type: 'Map', ItemProcessor: { ...inner(), QueryLanguage: 'JSONata' }, End: true }),
      "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/A/ItemProcessor",
    ],
    [
      'a timestamp without a T',
      one({ Type: 'Wait', Timestamp: '2016-12-05 21:29:29Z', End: true }),
      'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/A/Timestamp',
    ],
    [
      'an escape that there is not',
      pass({ Parameters: { 'p.$': String.raw`States.Format('a \" b')` } }),
      "SCHEMA_VALIDATION_FAILED: The value for the field 'p.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters",
    ],
    [
      'an intrinsic function that there is not',
      pass({ Parameters: { 'p.$': 'States.Nothing()' } }),
      'must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters',
    ],
    [
      'a path that is not one',
      pass({ InputPath: '$.a[' }),
      "The value for the field 'InputPath' must be a valid JSONPath at /States/A/InputPath",
    ],
    [
      'a ResultPath with a wildcard',
      pass({ ResultPath: '$.a[*]' }),
      'must be a valid reference path at /States/A/ResultPath',
    ],
    [
      'no errors to retry',
      task({ Retry: [{ ErrorEquals: [] }] }),
      'Array is too short at /States/A/Retry[0]/ErrorEquals',
    ],
    [
      'States.ALL beside others',
      task({ Retry: [{ ErrorEquals: ['States.ALL', 'E'] }] }),
      'at /States/A/Retry[0]/ErrorEquals',
    ],
    [
      'a BackoffRate below 1',
      task({ Retry: [{ ErrorEquals: ['E'], BackoffRate: 0.5 }] }),
      'at /States/A/Retry[0]/BackoffRate',
    ],
    [
      'a heartbeat as late as the timeout',
      task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      'at /States/A/HeartbeatSeconds',
    ],
    ['a timeout of 0', task({ TimeoutSeconds: 0 }), 'at /States/A/TimeoutSeconds'],
    ['both End and Next', pass({ Next: 'A' }), 'at /States/A'],
    ['a state without a way on', one({ Type: 'Pass' }), "Either 'Next' or 'End' is required at /States/A"],
    [
      'Parameters in JSONata',
      jsonata({ Type: 'Pass', Parameters: {}, End: true }),
      "Field 'Parameters' is not supported at /States/A",
    ],
    [
      'a JSONPath state in a JSONata machine',
      jsonata({ Type: 'Pass', QueryLanguage: 'JSONPath', End: true }),
      'at /States/A',
    ],
    [
      'an expression that cannot be parsed',
      jsonata({ Type: 'Pass', Output: { x: '{% 1 + %}' }, End: true }),
      'at /States/A/Output/x',
    ],
    [
      'the error output outside of a Catcher',
      jsonata({ Type: 'Pass', Output: '{% $states.errorOutput %}', End: true }),
      'at /States/A/Output',
    ],
    ['$$ in JSONata', jsonata({ Type: 'Pass', Output: '{% $$.a %}', End: true }), 'at /States/A/Output'],
    [
      'a Choice rule with two operators',
      {
        StartAt: 'A',
        States: {
          A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, IsPresent: true, Next: 'S' }] },
          S: { Type: 'Succeed' },
        },
      },
      'exactly one comparison operator at /States/A/Choices[0]',
    ],
    [
      'a Choice rule that leads nowhere',
      {
        StartAt: 'A',
        States: {
          A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'X' }], Default: 'S' },
          S: { Type: 'Succeed' },
        },
      },
      "Missing 'Next' target: X at /States/A/Choices[0]/Next",
    ],
    ['two ways to wait', one({ Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true }), 'at /States/A'],
    [
      'one name for two states',
      one({ Type: 'Parallel', Branches: [inner('A')], End: true }),
      'DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A',
    ],
    [
      'a Label with a forbidden character',
      one({ Type: 'Map', Label: 'a b', ItemProcessor: inner(), End: true }),
      'at /States/A/Label',
    ],
    ['a reserved variable', pass({ Assign: { states: 1 } }), 'at /States/A/Assign'],
    ['one field twice', pass({ Parameters: { a: 1, 'a.$': '$' } }), 'at /States/A/Parameters'],
    ['States that are not an object', { StartAt: 'A', States: null }, 'at /States'],
    ['a state that is not an object', { StartAt: 'A', States: { A: 'Pass' } }, 'at /States/A'],
  ])('%s', async (_, definition, expected) =>
    expect(printIssues(await check(definition))).toContain(expected),
  );

  it.each<[Json]>([[null], [[]], [1], ['{}']])('%j, which is not an object', (definition) => {
    expect(atOnce(checkMachine(definition, 'STANDARD')).issues).toMatchObject([
      { message: 'Definition must be a valid JSON object' },
    ]);
  });
});

describe('an Express machine', () => {
  it.each([
    ['arn:aws:states:::states:startExecution.sync', "does not support '.sync' service integration"],
    [
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      "does not support '.waitForTaskToken' service integration ",
    ],
    ['arn:aws:states:us-east-1:000000000000:activity:a', 'does not support Activity ARN'],
  ])('with %s is refused', (Resource, expected) => {
    const { issues } = atOnce(checkMachine(one({ Type: 'Task', Resource, End: true }), 'EXPRESS'));
    expect(printIssues(issues)).toContain(`${expected} at /States/A/Resource`);
  });
});
