import { beforeEach, describe, expect, test } from 'vitest';
import { type Call, testTable } from '../../../test/test-tables.ts';

const before = {
  id: { S: 'a' },
  m: { M: { a: { N: '1' } } },
  l: { L: [{ N: '1' }, { N: '2' }, { N: '3' }, { N: '4' }] },
  n: { N: '1' },
  ss: { SS: ['a', 'b'] },
};
const values = {
  ':x': { N: '9' },
  ':one': { N: '1' },
  ':s': { SS: ['b', 'c'] },
  ':list': { L: [{ S: 'z' }] },
  ':text': { S: 'text' },
  ':most': { N: '99999999999999999999999999999999999999' },
};

let call: Call;

beforeEach(async () => {
  call = await testTable();
  await call('PutItem', { TableName: 'items', Item: before });
});

async function update(UpdateExpression: string, more: object = {}): Promise<Record<string, unknown>> {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(UpdateExpression));
  const { Attributes } = await call('UpdateItem', {
    TableName: 'items',
    Key: { id: { S: 'a' } },
    UpdateExpression,
    ReturnValues: 'ALL_NEW',
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
    ...more,
  });
  return Attributes;
}

const numbers = (...given: number[]) => ({ L: given.map((number) => ({ N: String(number) })) });

describe('every operand and every position is read from the item as it was', () => {
  test.each<[expression: string, after: object]>([
    ['SET cp = m, m.a = :x', { cp: before.m, m: { M: { a: { N: '9' } } } }],
    ['SET m.a = :x, cp = m', { cp: before.m, m: { M: { a: { N: '9' } } } }],
    ['SET cp = l REMOVE l[0]', { cp: before.l, l: numbers(2, 3, 4) }],
    ['REMOVE l[0], l[1]', { l: numbers(3, 4) }],
    ['REMOVE l[0], l[2]', { l: numbers(2, 4) }],
    ['REMOVE l[2], l[0]', { l: numbers(2, 4) }],
    ['SET l[0] = l[1], l[1] = l[0]', { l: numbers(2, 1, 3, 4) }],
    ['SET l[3] = :x REMOVE l[0]', { l: numbers(2, 3, 9) }],
    ['SET l[9] = :x, l[7] = n REMOVE l[3]', { l: numbers(1, 2, 3, 1, 9) }],
    ['ADD n :one SET n2 = n', { n: { N: '2' }, n2: { N: '1' } }],
    ['DELETE ss :s SET s2 = ss', { ss: { SS: ['a'] }, s2: { SS: ['a', 'b'] } }],
    ['ADD ss :s SET s2 = ss', { ss: { SS: ['a', 'b', 'c'] }, s2: { SS: ['a', 'b'] } }],
    ['REMOVE n SET n2 = n', { n: undefined, n2: { N: '1' } }],
    ['SET m.b = m', { m: { M: { a: { N: '1' }, b: { M: { a: { N: '1' } } } } } }],
    ['SET l[1] = l', { l: { L: [{ N: '1' }, before.l, { N: '3' }, { N: '4' }] } }],
    ['SET l = list_append(l, :list), l2 = l', { l2: before.l, l: { L: [...before.l.L, { S: 'z' }] } }],
    ['SET z = if_not_exists(z, n) + :one', { z: { N: '2' } }],
  ])('%s', async (expression, after) => {
    expect(await update(expression)).toEqual({ ...before, ...after });
  });
});

test.each([
  [
    'SET n = :text + :one',
    /Incorrect operand type for operator or function; operator or function: \+, operand type: S/,
  ],
  ['ADD n :text', /operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND$/],
  ['DELETE ss :one', /operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND$/],
  ['SET n = size(n)', /The function is not allowed in an update expression; function: size$/],
  ['SET n = foo(n)', /Invalid function name; function: foo$/],
  ['SET n = l + :one', /An operand in the update expression has an incorrect data type/],
  ['SET z = absent', /The provided expression refers to an attribute that does not exist in the item/],
  ['SET absent.z = :one', /The document path provided in the update expression is invalid for update/],
  ['DELETE absent.z :s', /The document path provided in the update expression is invalid for update/],
  ['SET n = :one, n = :x', /Two document paths overlap with each other.*path one: \[n\], path two: \[n\]/],
  [
    'SET m.a = :one, m[0] = :x',
    /Two document paths conflict with each other.*path one: \[m, a\], path two: \[m, \[0\]\]/,
  ],
  ['SET n = :one SET z = :x', /The "SET" section can only be used once in an update expression;/],
  ['SET status = :one', /Attribute name is a reserved keyword; reserved keyword: status/],
  ['SET id = :text', /Cannot update attribute id. This attribute is part of the key/],
  ['INVALID SYNTAX HERE', /Syntax error; token: "INVALID", near: "INVALID SYNTAX"/],
  ['', /Invalid UpdateExpression: The expression can not be empty;/],
  ['SET n = :most + :one', /^$|more than 38 significant digits/],
])('%s is refused as AWS refuses it', async (expression, message) => {
  const refused = update(expression);
  if (expression.includes(':most')) {
    // 99…9 + 1 is 10^38: one digit.
    expect((await refused).n).toEqual({ N: `1${'0'.repeat(38)}` });
    return;
  }
  await expect(refused).rejects.toThrow(message);
});

test('a sum of more than 38 digits is refused, and nothing of the update is kept', async () => {
  const sum = update('SET n = :big + :small, z = :small', {
    ExpressionAttributeValues: { ':big': { N: '1e38' }, ':small': { N: '1' } },
  });
  await expect(sum).rejects.toThrow('Attempting to store more than 38 significant digits in a Number');
  const { Item } = await call('GetItem', { TableName: 'items', Key: { id: { S: 'a' } } });
  expect(Item).toEqual(before);
});

test.each([
  ['ALL_OLD', before],
  ['UPDATED_OLD', { n: { N: '1' } }],
  ['UPDATED_NEW', { n: { N: '2' }, z: { N: '9' } }],
  ['NONE', undefined],
])('ReturnValues %s', async (ReturnValues, expected) => {
  expect(await update('SET n = n + :one, z = :x', { ReturnValues })).toEqual(expected);
});
