import { describe, expect, it } from 'vitest';
import { atOnce } from '../../foundation/steps.ts';
import { systemIds } from '../ids.ts';
import type { Json } from '../json.ts';
import { evaluateExpression } from '../paths/expression.ts';
import { createIntrinsics } from './intrinsics.ts';

const root: Json = { name: 'Ada', list: [1, 2, 3, 3], object: { a: { x: 1 } }, text: '{"a":1}', "it's": 1 };
const evaluate = (text: string): Json =>
  atOnce(
    evaluateExpression(
      text,
      {
        root,
        context: () => ({ id: 7 }),
        variables: { v: 'w' },
        intrinsics: createIntrinsics({ ...systemIds, random: () => 0.5, uuid: () => 'u-u' }),
      },
      'f.$',
    ),
  );

describe('intrinsic functions', () => {
  it.each<[string, Json]>([
    ["States.Format('{} is {}, {}', $.name, $$.id, $v)", 'Ada is 7, w'],
    ["States.Format('\\{{}\\} it\\'s \\\\', $.name)", "{Ada} it's \\"],
    ["States.Format('{}', $.object)", '{a={x=1}}'],
    ['States.StringToJson($.text)', { a: 1 }],
    ['States.JsonToString($.object)', '{"a":{"x":1}}'],
    ["States.Array($.name, 1, true, null, 'x')", ['Ada', 1, true, null, 'x']],
    ['States.Array()', []],
    ['States.ArrayPartition($.list, 3)', [[1, 2, 3], [3]]],
    ['States.ArrayContains($.list, 2)', true],
    ["States.ArrayContains($.list, '2')", false],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayGetItem($.list, 2)', 3],
    ['States.ArrayLength($.list)', 4],
    ['States.ArrayUnique($.list)', [1, 2, 3]],
    ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
    ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", 'Data to encode'],
    ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['States.JsonMerge($.object, States.StringToJson($.text), false)', { a: 1 }],
    ['States.MathRandom(1, 11)', 6],
    ['States.MathAdd(111, -1)', 110],
    ["States.StringSplit('1,2;,3', ',;')", ['1', '2', '3']],
    ['States.UUID()', 'u-u'],
    ["States.Format('{}', States.ArrayGetItem(States.Array('a', 'b'), 1))", 'b'],
    ["States.Array('a\\\\b', '\\{')", ['a\\b', '{']],
    ["States.ArrayLength($['list'])", 4],
  ])('%s', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });

  it('States.MathRandom gives the same for the same seed', () => {
    expect(evaluate('States.MathRandom(1, 1000, 5)')).toBe(evaluate('States.MathRandom(1, 1000, 5)'));
  });

  it.each([
    ["States.Format('{} {}', 1)", 'fewer values'],
    ["States.Format('{}', 1, 2)", 'more values'],
    ["States.StringToJson('{')", 'not valid JSON'],
    ['States.ArrayPartition($.list, 0)', 'greater than 0'],
    ['States.ArrayRange(1, 2, 0)', 'must not be 0'],
    ['States.ArrayRange(1, 5000, 1)', 'more than 1000'],
    ['States.ArrayGetItem($.list, 9)', 'no element 9'],
    ["States.Hash('x', 'MD4')", 'algorithms are'],
    ['States.JsonMerge($.object, $.object, true)', 'deep merging'],
    ['States.ArrayLength($.name)', 'argument 1 must be an array'],
    ['States.MathAdd(1)', 'takes 2 arguments, got 1'],
    ['States.Nothing()', 'no such function'],
    ["States.Format('{}', ", 'expected a value'],
    ['States.UUID() x', 'expected a path or a function'],
    ["'just text'", 'expected a path or a function'],
  ])('%s fails: %s', (text, reason) => {
    expect(() => evaluate(text)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(reason),
        failure: expect.objectContaining({ error: 'States.IntrinsicFailure' }),
      }),
    );
  });

  it('what fails names the whole expression, and a path that finds nothing', () => {
    expect(() => evaluate('States.ArrayLength($.none)')).toThrow(
      "The function 'States.ArrayLength($.none)' had the following error: The JsonPath argument for the field '$.none' could not be found in the input '{",
    );
    expect(() => evaluate("States.Format('{}', States.MathAdd($.name, 1))")).toThrow(
      "The function 'States.Format('{}', States.MathAdd($.name, 1))' had the following error: Invalid arguments in States.MathAdd",
    );
    expect(() => evaluate('$.none')).toThrow(
      "The JSONPath '$.none' specified for the field 'f.$' could not be found",
    );
    expect(() => evaluate('$none')).toThrow("The variable '$none' has not been assigned a value");
  });
});
