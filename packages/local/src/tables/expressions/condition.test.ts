import { beforeEach, expect, test } from 'vitest';
import { type Call, testTable } from '../../../test/test-tables.ts';

const item = {
  id: { S: 'a' },
  n: { N: '5' },
  s: { S: 'hello' },
  blank: { S: '' },
  // One code unit and a pair of them: 6 bytes in UTF-8.
  clef: { S: 'é\u{1d11e}' },
  b: { B: 'aGVsbG8=' },
  l: { L: [{ N: '1' }, { S: 'x' }] },
  m: { M: { x: { N: '1' } } },
  ss: { SS: ['a', 'b'] },
};
const values = {
  ':five': { N: '5.0' },
  ':seven': { N: '7' },
  ':three': { N: '3' },
  ':hello': { S: 'hello' },
  ':he': { S: 'he' },
  ':S': { S: 'S' },
  ':sets': { SS: ['b', 'a'] },
  ':list': { L: [{ N: '1.0' }, { S: 'x' }] },
};

let call: Call;

beforeEach(async () => {
  call = await testTable();
  await call('PutItem', { TableName: 'items', Item: item });
});

function evaluate(FilterExpression: string, names?: Record<string, string>) {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(FilterExpression));
  return call('Scan', {
    TableName: 'items',
    FilterExpression,
    ...(names && { ExpressionAttributeNames: names }),
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
  });
}

test.each([
  ['n = :five', true],
  ['n <> :five', false],
  ['absent <> :five', true],
  ['absent = :five', false],
  ['absent < :five', false],
  ['n BETWEEN :five AND :seven', true],
  ['n IN (:seven, :five)', true],
  ['attribute_exists(m.x)', true],
  ['attribute_not_exists(m.y)', true],
  ['attribute_type(blank, :S)', true],
  ['begins_with(s, :he)', true],
  ['contains(s, :he)', true],
  ['size(s) = :five', true],
  ['size(clef) = :three', true],
  ['size(absent) < :five', false],
  ['size(l) < :five', true],
  ['ss = :sets', true],
  ['l = :list', true],
  ['NOT NOT n = :five', true],
  ['NOT NOT NOT n = :five', false],
  ['NOT n = :five OR s = :hello', true],
  ['n = :seven AND n = :seven OR s = :hello', true],
  ['n = :seven AND (n = :seven OR s = :hello)', false],
  ['(size(s)) = (:five)', true],
  ['l[0] < :five and l[1] > :he', true],
])('%s is %s', async (expression, expected) => {
  expect((await evaluate(expression)).Count).toBe(expected ? 1 : 0);
});

test.each([
  ['((n = :five))', 'The expression has redundant parentheses;'],
  [
    'contains(s, s)',
    'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [s]',
  ],
  [
    'begins_with(s, :five)',
    'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
  ],
  [
    'n BETWEEN :seven AND :five',
    'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:7}, upper bound operand: AttributeValue: {N:5}',
  ],
  [
    'attribute_exists(:five)',
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    'n BETWEEN :list AND :list',
    'Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: L',
  ],
  [
    'if_not_exists(n, :five) = :five',
    'The function is not allowed in a condition expression; function: if_not_exists',
  ],
  ['foo(n)', 'Invalid function name; function: foo'],
  [
    'contains(n, :five) = :five',
    'The function is not allowed to be used this way in an expression; function: contains',
  ],
  ['size(n)', 'The function is not allowed to be used this way in an expression; function: size'],
  [
    'n = :unknown',
    'An expression attribute value used in expression is not defined; attribute value: :unknown',
  ],
  ['#n = :five', 'An expression attribute name used in the document path is not defined; attribute name: #n'],
  ['n = 5', 'Syntax error; token: "5", near: "= 5"'],
  ['n = :five AND', 'Syntax error; token: "<EOF>", near: "AND"'],
])('%s is refused as AWS refuses it', async (expression, message) => {
  await expect(evaluate(expression)).rejects.toThrow(`Invalid FilterExpression: ${message}`);
});

/** As a client library's builder nests: one pair of parentheses around every two. */
function nested(count: number): [expression: string, names: Record<string, string>] {
  let expression = 'attribute_not_exists(#n0)';
  const names: Record<string, string> = { '#n0': 'a0' };
  for (let at = 1; at < count; at += 1) {
    expression = `(${expression} AND attribute_not_exists(#n${at}))`;
    names[`#n${at}`] = `a${at}`;
  }
  return [expression, names];
}

test('a hundred nested conditions are as good as one', async () => {
  expect((await evaluate(...nested(100))).Count).toBe(1);
});

test('300 operators are taken, 301 are not, and what is longer than 4 KB is refused by its length', async () => {
  const expression = (count: number) => Array(count).fill('a<b').join(' OR ');
  expect((await evaluate(expression(300))).Count).toBe(0);
  await expect(evaluate(expression(301))).rejects.toThrow(
    'Invalid FilterExpression: The expression contains too many operators; operator count: 301',
  );
  await expect(evaluate(' '.repeat(4097))).rejects.toThrow(
    'Expression size has exceeded the maximum allowed size; expression size: 4097',
  );
});

test.each([
  '('.repeat(4000),
  'NOT '.repeat(1000),
  `${'('.repeat(2000)}n = :five${')'.repeat(2000)}`,
  'size('.repeat(800),
])('an expression that only nests is answered: %#', async (expression) => {
  await expect(evaluate(expression)).rejects.toThrow('Invalid FilterExpression');
});
