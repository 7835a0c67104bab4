import { AwsError } from '../foundation/aws-error.ts';
import type { Step } from './deployment.ts';

const shape = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
];

interface TimeToLive {
  readonly AttributeName?: string;
  readonly Enabled: boolean;
}

export const tables: Step = {
  type: 'AWS::DynamoDB::Table',
  async host({ name, properties }, { services, developer }) {
    const given = shape.filter((property) => properties[property] !== undefined);
    const input = {
      TableName: name,
      ...Object.fromEntries(given.map((property) => [property, properties[property]])),
    };
    try {
      await services.router.callService('dynamodb', 'CreateTable', input, developer);
    } catch (error) {
      // It stands in the data folder already.
      if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
      await checkShape(input, await describe());
    }
    const timeToLive = properties.TimeToLiveSpecification as TimeToLive | undefined;
    if (timeToLive?.Enabled && timeToLive.AttributeName)
      services.tables.enableTimeToLive(name, timeToLive.AttributeName);
    while ((await describe()).TableStatus !== 'ACTIVE') await new Promise((resolve) => setImmediate(resolve));

    async function describe(): Promise<Record<string, unknown>> {
      const answer = await services.router.callService(
        'dynamodb',
        'DescribeTable',
        { TableName: name },
        developer,
      );
      return (answer as { Table: Record<string, unknown> }).Table;
    }
  },
};

function checkShape(wanted: Record<string, unknown>, standing: Record<string, unknown>): void {
  if (JSON.stringify(wanted.KeySchema) === JSON.stringify(standing.KeySchema)) return;
  throw new Error('the data folder holds a table of this name with another key; choose another folder');
}
