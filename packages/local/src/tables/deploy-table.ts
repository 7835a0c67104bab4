import { AwsError } from '../foundation/aws-error.ts';
import type { PolicyDocument } from '../foundation/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resource-type.ts';
import type { Tables } from './tables.ts';

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

export async function deployTable(
  { name, arn = '', properties }: Resource,
  deployment: Deployment,
  tables: Tables,
): Promise<void> {
  const given = shape.filter((property) => properties[property] !== undefined);
  const input = {
    TableName: name,
    ...Object.fromEntries(given.map((property) => [property, properties[property]])),
  };
  const describe = async () => {
    const answer = await deployment.call('dynamodb', 'DescribeTable', { TableName: name });
    return (answer as { Table: Record<string, unknown> }).Table;
  };
  try {
    await deployment.call('dynamodb', 'CreateTable', input);
  } catch (error) {
    // It stands in the data folder already.
    if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
    checkShape(input, await describe());
  }
  const timeToLive = properties.TimeToLiveSpecification as TimeToLive | undefined;
  if (timeToLive?.Enabled && timeToLive.AttributeName)
    tables.enableTimeToLive(name, timeToLive.AttributeName);
  setPolicy(arn, properties.ResourcePolicy, deployment);
  while ((await describe()).TableStatus !== 'ACTIVE') await new Promise((resolve) => setImmediate(resolve));
}

function setPolicy(tableArn: string, policy: unknown, deployment: Deployment): void {
  const { PolicyDocument: document } = (policy ?? {}) as { PolicyDocument?: PolicyDocument };
  if (document !== undefined)
    deployment.setResourcePolicies(tableArn, [{ name: 'ResourcePolicy', document }]);
}

function checkShape(wanted: Record<string, unknown>, standing: Record<string, unknown>): void {
  if (JSON.stringify(wanted.KeySchema) === JSON.stringify(standing.KeySchema)) return;
  throw new Error('the data folder holds a table of this name with another key; choose another folder');
}
