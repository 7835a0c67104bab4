import { expect, test } from 'vitest';
import { tableByGroup, tableById, testTable, testTables } from '../../../test/test-tables.ts';

const units = (count: number) => ({ ReadCapacityUnits: count, WriteCapacityUnits: count });
const provisioned = { ...tableById, BillingMode: 'PROVISIONED', ProvisionedThroughput: units(5) };
const named = { TableName: 'items' };
const inSeconds = 1_800_000_000;

test('a table is described as recorded from DynamoDB while it is made, when it is there and when it is changed', async () => {
  const { call } = testTables();
  const { TableDescription: made } = await call('CreateTable', tableById);
  expect(made).toMatchObject({ TableStatus: 'CREATING', BillingModeSummary: expect.anything() });
  expect(made.BillingModeSummary).toEqual({ BillingMode: 'PAY_PER_REQUEST' });
  expect(made).not.toHaveProperty('WarmThroughput');
  const onDemand = {
    BillingModeSummary: {
      BillingMode: 'PAY_PER_REQUEST',
      LastUpdateToPayPerRequestDateTime: inSeconds,
    },
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' },
  };
  expect((await call('DescribeTable', named)).Table).toMatchObject(onDemand);
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' };
  const { TableDescription: changed } = await call('UpdateTable', { ...named, StreamSpecification });
  expect(changed).toMatchObject({ TableStatus: 'UPDATING', ...onDemand });
});

test('what is provisioned is warm, and a table that was paid for by the request says since when', async () => {
  const call = await testTable(provisioned);
  const { Table: before } = await call('DescribeTable', named);
  expect(before).toMatchObject({ WarmThroughput: { ReadUnitsPerSecond: 5, WriteUnitsPerSecond: 5 } });
  expect(before).not.toHaveProperty('BillingModeSummary');
  const byRequest = await call('UpdateTable', { ...named, BillingMode: 'PAY_PER_REQUEST' });
  expect(byRequest.TableDescription.BillingModeSummary).toEqual({ BillingMode: 'PAY_PER_REQUEST' });
  const LastUpdateToPayPerRequestDateTime = inSeconds;
  expect((await call('DescribeTable', named)).Table.BillingModeSummary).toEqual({
    BillingMode: 'PAY_PER_REQUEST',
    LastUpdateToPayPerRequestDateTime,
  });
  const back = { ...named, BillingMode: 'PROVISIONED', ProvisionedThroughput: units(7) };
  expect((await call('UpdateTable', back)).TableDescription.BillingModeSummary).toEqual({
    BillingMode: 'PROVISIONED',
    LastUpdateToPayPerRequestDateTime,
  });
});

test('provisioning again takes a throughput for every global index, and paying by the request takes it away', async () => {
  const { call } = testTables();
  const { TableDescription: made } = await call('CreateTable', tableByGroup);
  const [{ IndexName }] = made.GlobalSecondaryIndexes;
  const { TableName } = made;
  const provision = { TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput: units(5) };
  await expect(call('UpdateTable', provision)).rejects.toMatchObject({
    code: 'ValidationException',
    message: `One or more parameter values were invalid: ProvisionedThroughput must be specified for index: ${IndexName}`,
  });
  const Update = { IndexName, ProvisionedThroughput: units(3) };
  await call('UpdateTable', { ...provision, GlobalSecondaryIndexUpdates: [{ Update }] });
  const indexOf = async () => (await call('DescribeTable', { TableName })).Table.GlobalSecondaryIndexes[0];
  expect(await indexOf()).toMatchObject({
    ProvisionedThroughput: units(3),
    WarmThroughput: { ReadUnitsPerSecond: 3, WriteUnitsPerSecond: 3 },
  });
  await call('UpdateTable', { TableName, BillingMode: 'PAY_PER_REQUEST' });
  expect(await indexOf()).toMatchObject({ ProvisionedThroughput: units(0) });
});

test('encryption with KMS is shown with the ARN of a key, stays through other changes and is turned off', async () => {
  const call = await testTable({ SSESpecification: { Enabled: true } });
  const shown = async () => (await call('DescribeTable', named)).Table.SSEDescription;
  const encrypted = await shown();
  expect(encrypted).toEqual({
    KMSMasterKeyArn: expect.stringMatching(/^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f-]{36}$/),
    SSEType: 'KMS',
    Status: 'ENABLED',
  });
  const other = await call('UpdateTable', { ...named, TableClass: 'STANDARD_INFREQUENT_ACCESS' });
  expect(other.TableDescription.SSEDescription).toEqual(encrypted);
  const off = await call('UpdateTable', { ...named, SSESpecification: { Enabled: false } });
  expect(off.TableDescription.SSEDescription).toEqual({ ...encrypted, Status: 'UPDATING' });
  expect(await shown()).toBeUndefined();
});
