import { expect, test } from 'vitest';
import type { Resources } from './app.ts';
import { runtime, table } from './runtime.ts';

const tableOf = (properties: object): Resources => ({ Orders: table('orders', properties) });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
const refusals: Readonly<Record<string, [resources: Resources, message: RegExp]>> = {
  'a time to live of no attribute': [
    tableOf({ TimeToLiveSpecification: { Enabled: true } }),
    /Orders in Team: .*at 'timeToLiveSpecification\.attributeName' .* must not be null/,
  ],
  'a time to live of an attribute without a name': [
    tableOf({ TimeToLiveSpecification: { Enabled: true, AttributeName: '' } }),
    /at 'timeToLiveSpecification\.attributeName' .* length greater than or equal to 1/,
  ],
  'a time to live of an attribute with a long name': [
    tableOf({ TimeToLiveSpecification: { Enabled: true, AttributeName: 'a'.repeat(256) } }),
    /at 'timeToLiveSpecification\.attributeName' .* length less than or equal to 255/,
  ],
  'a time to live that is neither on nor off': [
    tableOf({ TimeToLiveSpecification: { AttributeName: 'at' } }),
    /#\/TimeToLiveSpecification: required key \[Enabled\] not found/,
  ],
  'a recovery of over five weeks': [
    tableOf({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 36 },
    }),
    /RecoveryPeriodInDays: 36 is not less or equal to 35/,
  ],
  'a recovery by another name': [
    tableOf({ PointInTimeRecoverySpecification: { Enabled: true } }),
    /#\/PointInTimeRecoverySpecification: extraneous key \[Enabled\] is not permitted/,
  ],
  'an index of 21 further attributes': [
    tableOf({
      GlobalSecondaryIndexes: [
        {
          IndexName: 'all',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          Projection: {
            ProjectionType: 'INCLUDE',
            NonKeyAttributes: Array.from({ length: 21 }, (_, index) => `a${index}`),
          },
        },
      ],
    }),
    /nonKeyAttributes' failed to satisfy constraint: Member must have length less than or equal to 20/,
  ],
  'a class that is not known': [
    tableOf({ TableClass: 'CHEAP' }),
    /#\/TableClass: \("CHEAP"\) is not a valid enum value: \[STANDARD, STANDARD_INFREQUENT_ACCESS\]/,
  ],
  'a maximum of no units': [
    tableOf({ OnDemandThroughput: { MaxReadRequestUnits: 0 } }),
    /MaxReadRequestUnits: 0 is not greater or equal to 1/,
  ],
};

test.each(Object.entries(refusals))('a table with %s is refused', async (_, [resources, message]) => {
  await expect(runtime(resources)).rejects.toThrow(message);
});

test.each<[string, Resources]>([
  ['a time to live that is off', tableOf({ TimeToLiveSpecification: { Enabled: false } })],
  ['a time to live', tableOf({ TimeToLiveSpecification: { Enabled: true, AttributeName: 'at' } })],
  [
    'a recovery of five weeks',
    tableOf({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
    }),
  ],
  [
    'throughput that is bounded or warm',
    tableOf({
      OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: 5 },
      WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 },
    }),
  ],
])('a table with %s starts', async (_, resources) => {
  const local = await runtime(resources);
  expect(local.resources).toHaveLength(1);
});
