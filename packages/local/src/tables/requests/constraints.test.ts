import { beforeEach, expect, test } from 'vitest';
import { type Call, testTable } from '../../../test/test-tables.ts';

let call: Call;

beforeEach(async () => {
  call = await testTable();
});

const id = { id: { S: 'a' } };

test.each([
  ['PutItem', { Item: {} }],
  ['UpdateItem', { Key: {}, ReturnValues: 'SOME' }],
  ['DeleteItem', { Key: {}, ReturnValues: 'SOME' }],
  ['CreateTable', { KeySchema: [], AttributeDefinitions: [] }],
])('%s looks at the name of the table before all else', async (operation, more) => {
  const least = operation === 'CreateTable' ? 3 : 1;
  await expect(call(operation, { TableName: '', ...more })).rejects.toMatchObject({
    code: 'ValidationException',
    message: `1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to ${least}`,
  });
});

test.each([
  ['PutItem', { Item: id }],
  ['UpdateItem', { Key: id }],
  ['DeleteItem', { Key: id }],
])('%s tells every violation at once', async (operation, more) => {
  const refused = call(operation, {
    TableName: 'items',
    ...more,
    ReturnValues: 'SOME',
    ReturnConsumedCapacity: 'SOME',
  });
  await expect(refused).rejects.toThrow(
    "2 validation errors detected: Value 'SOME' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; " +
      "Value 'SOME' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
  );
});
