import { expect, test } from 'vitest';
import { managedByAws } from './managed-policies.ts';

const actionsOf = (name: string) => managedByAws(`arn:aws:iam::aws:policy/${name}`)?.document.Statement;

test.each([
  ['AdministratorAccess', '*'],
  ['AmazonSQSReadOnlyAccess', 'sqs:GetQueueAttributes'],
  ['AmazonEventBridgeSchedulerFullAccess', 'scheduler:*'],
  ['CloudWatchLogsFullAccess', 'logs:*'],
])('%s allows %s', (name, action) => {
  expect(actionsOf(name)).toEqual([
    { Effect: 'Allow', Action: expect.arrayContaining([action]) as string[], Resource: '*' },
  ]);
});

test('one that allows nothing of what runs here has no statement, and any other is not known', () => {
  expect(actionsOf('AWSXrayWriteOnlyAccess')).toEqual([]);
  expect(actionsOf('AmazonAthenaFullAccess')).toBeUndefined();
});
