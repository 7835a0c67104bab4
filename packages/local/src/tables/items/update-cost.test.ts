import { beforeEach, expect, test } from 'vitest';
import { type Call, testTable } from '../../../test/test-tables.ts';

const LARGEST = 400 * 1024;
/** `id` and one letter. */
const KEY_BYTES = 3;

let call: Call;

beforeEach(async () => {
  call = await testTable();
});

const text = (length: number) => ({ S: 'x'.repeat(length) });

async function isTaken(UpdateExpression: string, value: object, more: object = {}): Promise<boolean> {
  const ExpressionAttributeValues = { ':x': value, ...more };
  const update = { TableName: 'items', Key: { id: { S: 'a' } }, UpdateExpression, ExpressionAttributeValues };
  try {
    await call('UpdateItem', update);
    return true;
  } catch (error) {
    expect(error).toMatchObject({
      message: 'Item size to update has exceeded the maximum allowed size',
    });
    return false;
  }
}

/** The largest text that fits. */
async function largest(
  expression: string,
  wrap: (length: number) => object = text,
  more: object = {},
): Promise<number> {
  let [taken, refused] = [LARGEST - 1000, LARGEST + 1];
  while (refused - taken > 1) {
    const middle = Math.floor((taken + refused) / 2);
    if (await isTaken(expression, wrap(middle), more)) taken = middle;
    else refused = middle;
  }
  return taken;
}

test('UpdateItem counts its actions and what they write, and not the key', async () => {
  expect(await largest('SET b = :x')).toBe(LARGEST - 'b'.length - 3 - 19);
  const two = await largest('SET b = :x, c = :c', text, { ':c': { S: 'y' } });
  expect(two).toBe(LARGEST - 'bcy'.length - 3 - 2 * 19);
  expect(await largest('SET b = :x REMOVE c')).toBe(LARGEST - 'b'.length - 3 - 19 - 2);
});

test('an attribute that the update leaves alone counts against the item, and not against the update', async () => {
  await call('PutItem', { TableName: 'items', Item: { id: { S: 'a' }, kept: text(30) } });
  expect(await largest('SET b = :x')).toBe(LARGEST - KEY_BYTES - 'kept'.length - 30 - 'b'.length);
});

test('a path into a map counts as the whole attribute does, and a position in a list one byte more', async () => {
  const map = await largest('SET d = :x', (length) => ({ M: { leaf: text(length) } }));
  expect(await isTaken('SET d.leaf = :x', text(map))).toBe(true);
  expect(await isTaken('SET d.leaf = :x', text(map + 1))).toBe(false);
  const list = await largest('SET d = :x', (length) => ({ L: [text(length)] }));
  expect(await isTaken('SET d[0] = :x', text(list))).toBe(false);
  expect(await isTaken('SET d[0] = :x', text(list - 1))).toBe(true);
});
