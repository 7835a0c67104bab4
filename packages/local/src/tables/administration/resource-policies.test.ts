import { beforeEach, expect, test, vi } from 'vitest';
import { type Call, tableByGroup, tableById, testTables } from '../../../test/test-tables.ts';
import { openStore } from '../../foundation/data/store.ts';

const ResourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/items';
const allow = (Action: string) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource: '*' }] });

let call: Call;
const onPolicy = vi.fn();

beforeEach(async () => {
  onPolicy.mockReset();
  ({ call } = testTables({ onPolicy }));
  await call('CreateTable', {
    ...tableById,
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
});

const put = (Policy: string, more: object = {}) =>
  call('PutResourcePolicy', { ResourceArn, Policy, ...more });
const notFound = (problem: string) => ({
  code: 'PolicyNotFoundException',
  message: `Resource-based policy not found for the provided ResourceArn: ${problem}`,
});

test('a policy is put, read as it was put, and taken away', async () => {
  await expect(call('GetResourcePolicy', { ResourceArn })).rejects.toMatchObject(notFound(ResourceArn));
  const { RevisionId } = await put(allow('dynamodb:GetItem'));
  expect(await call('GetResourcePolicy', { ResourceArn })).toEqual({
    ...{ Policy: allow('dynamodb:GetItem'), RevisionId },
  });
  expect(onPolicy).toHaveBeenLastCalledWith(ResourceArn, JSON.parse(allow('dynamodb:GetItem')));
  expect(await call('DeleteResourcePolicy', { ResourceArn })).toEqual({ RevisionId });
  expect(onPolicy).toHaveBeenLastCalledWith(ResourceArn, undefined);
  await expect(call('GetResourcePolicy', { ResourceArn })).rejects.toMatchObject(notFound(ResourceArn));
  expect(await call('DeleteResourcePolicy', { ResourceArn })).toEqual({ RevisionId: '' });
});

test('the same policy again keeps its revision, another has a new one', async () => {
  const first = await put(allow('dynamodb:GetItem'));
  expect(await put(allow('dynamodb:GetItem'))).toEqual(first);
  expect(await put(allow('dynamodb:Query'))).not.toEqual(first);
});

test('a policy is changed only where its revision is the expected one', async () => {
  const { RevisionId } = await put(allow('dynamodb:GetItem'), { ExpectedRevisionId: 'NO_POLICY' });
  await expect(put(allow('dynamodb:Query'), { ExpectedRevisionId: 'NO_POLICY' })).rejects.toMatchObject(
    notFound(
      `Requested policy update expecting none to be present for table items, but a policy exists with revision id ${RevisionId}.`,
    ),
  );
  const other = notFound(
    `Requested update for policy with revision id 7, but the policy associated to target table items has revision id ${RevisionId}.`,
  );
  await expect(put(allow('dynamodb:Query'), { ExpectedRevisionId: '7' })).rejects.toMatchObject(other);
  const remove = (ExpectedRevisionId: string) =>
    call('DeleteResourcePolicy', { ResourceArn, ExpectedRevisionId });
  await expect(remove('7')).rejects.toMatchObject(other);
  await remove(RevisionId);
  await expect(remove(RevisionId)).rejects.toMatchObject(notFound(ResourceArn));
});

test('a stream has a policy of its own', async () => {
  const { Table } = await call('DescribeTable', { TableName: 'items' });
  const stream = { ResourceArn: Table.LatestStreamArn };
  const Policy = allow('dynamodb:GetRecords');
  await call('PutResourcePolicy', { ...stream, Policy });
  expect((await call('GetResourcePolicy', stream)).Policy).toBe(Policy);
  await expect(call('GetResourcePolicy', { ResourceArn })).rejects.toMatchObject(notFound(ResourceArn));
  await call('DeleteResourcePolicy', stream);
  await expect(call('GetResourcePolicy', stream)).rejects.toMatchObject(notFound(Table.LatestStreamArn));
});

test('a table may come with a policy', async () => {
  const Policy = allow('dynamodb:GetItem');
  await call('CreateTable', { ...tableByGroup, ResourcePolicy: Policy });
  const arn = ResourceArn.replace('items', 'groups');
  expect((await call('GetResourcePolicy', { ResourceArn: arn })).Policy).toBe(Policy);
});

test('policies hold again after a restart', async () => {
  const store = openStore();
  const before = testTables({ store });
  await before.call('CreateTable', { ...tableById, ResourcePolicy: allow('dynamodb:GetItem') });
  before.tables.stop();
  testTables({ store, onPolicy });
  expect(onPolicy).toHaveBeenCalledExactlyOnceWith(ResourceArn, JSON.parse(allow('dynamodb:GetItem')));
});

test.each([
  ['items', "One or more parameter values were invalid: ARNs must start with 'arn:': items"],
  [
    'arn:aws:dynamodb:eu-west-1:000000000000:table/items',
    'One or more parameter values were invalid: Invalid resource Arn: arn:aws:dynamodb:eu-west-1:000000000000:table/items',
  ],
  [
    'arn:aws:dynamodb:us-east-1:111111111111:table/items',
    'This action is only supported by accounts that match the resource owner’s account.',
  ],
  [
    `${ResourceArn}/index/by-owner`,
    `One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${ResourceArn}/index/by-owner`,
  ],
  [
    `${ResourceArn}/backup/0170`,
    `One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: ${ResourceArn}/backup/0170`,
  ],
  [ResourceArn.replace('items', 'none'), 'Requested resource not found: Table: none not found'],
  [
    `${ResourceArn}/stream/2000-01-01T00:00:00.000`,
    'Requested resource not found: Stream: 2000-01-01T00:00:00.000 not found for Table: items',
  ],
])('%s is refused as AWS refuses it', async (arn, message) => {
  for (const operation of ['GetResourcePolicy', 'PutResourcePolicy', 'DeleteResourcePolicy']) {
    const refused = call(operation, { ResourceArn: arn, Policy: allow('dynamodb:GetItem') });
    await expect(refused).rejects.toThrow(message);
  }
});

test('a policy that is no policy, or too long, is refused and the one before stays', async () => {
  await put(allow('dynamodb:GetItem'));
  await expect(put('{')).rejects.toThrow('Invalid policy document: ');
  await expect(put(allow(`dynamodb:${'x'.repeat(20_480)}`))).rejects.toThrow(
    'Policy exceeds the maximum size of 20480 bytes',
  );
  onPolicy.mockImplementation(() => {
    throw new Error('NotPrincipal cannot be evaluated');
  });
  await expect(put(allow('dynamodb:Query'))).rejects.toMatchObject({
    code: 'ValidationException',
    message:
      'One or more parameter values were invalid: Invalid policy document: NotPrincipal cannot be evaluated',
  });
  expect((await call('GetResourcePolicy', { ResourceArn })).Policy).toBe(allow('dynamodb:GetItem'));
});
