import { beforeEach, expect, test } from 'vitest';
import { type Call, tableByGroup, testTable } from '../../../test/test-tables.ts';

let call: Call;

beforeEach(async () => {
  call = await testTable();
  await call('CreateTable', tableByGroup);
});

const update = (ContributorInsightsAction: string, more: object = {}) =>
  call('UpdateContributorInsights', { TableName: 'groups', ContributorInsightsAction, ...more });
const describe = (more: object = {}) => call('DescribeContributorInsights', { TableName: 'groups', ...more });

test('Contributor Insights is off until it is turned on, and is kept as it was asked for', async () => {
  expect(await describe()).toEqual({ TableName: 'groups', ContributorInsightsStatus: 'DISABLED' });
  expect(await update('ENABLE')).toMatchObject({ ContributorInsightsStatus: 'ENABLING' });
  expect(await describe()).toMatchObject({
    ContributorInsightsStatus: 'ENABLED',
    ContributorInsightsMode: 'ACCESSED_AND_THROTTLED_KEYS',
    LastUpdateDateTime: 1_800_000_000,
  });
  expect(await update('DISABLE')).toMatchObject({ ContributorInsightsStatus: 'DISABLING' });
  expect(await describe()).toMatchObject({ ContributorInsightsStatus: 'DISABLED' });
});

test('a global index has its own, and a list tells them page by page', async () => {
  const index = { IndexName: 'by-owner' };
  await update('ENABLE', { ...index, ContributorInsightsMode: 'THROTTLED_KEYS' });
  await update('ENABLE');
  expect(await describe(index)).toMatchObject({ ...index, ContributorInsightsMode: 'THROTTLED_KEYS' });
  const first = await call('ListContributorInsights', { MaxResults: 1 });
  expect(first.ContributorInsightsSummaries).toMatchObject([{ TableName: 'groups' }]);
  const { NextToken } = first;
  const second = await call('ListContributorInsights', { NextToken });
  expect(second.ContributorInsightsSummaries).toMatchObject([index]);
  expect(second.NextToken).toBeUndefined();
  const none = await call('ListContributorInsights', { TableName: 'items' });
  expect(none.ContributorInsightsSummaries).toEqual([]);
});

test.each([
  [{ TableName: 'none' }, 'Requested resource not found: Table: none not found'],
  [{ IndexName: 'by-none' }, 'Requested resource not found: Table: groups Index: by-none not found'],
  [{ IndexName: 'by-owner-in-group' }, 'Index: by-owner-in-group not found'],
])('%o is not found', async (more, message) => {
  await expect(describe(more)).rejects.toThrow(message);
});
