import { AwsError } from '../foundation/aws-error.ts';
import type { PolicyDocument } from '../foundation/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resource-type.ts';

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
  await setTimeToLive(name, timeToLive, deployment);
  await setPolicy(arn, properties.ResourcePolicy, deployment);
  while ((await describe()).TableStatus !== 'ACTIVE') await new Promise((resolve) => setImmediate(resolve));
}

async function setTimeToLive(
  name: string,
  wanted: TimeToLive | undefined,
  deployment: Deployment,
): Promise<void> {
  if (!wanted?.Enabled || !wanted.AttributeName) return;
  const answer = await deployment.call('dynamodb', 'DescribeTimeToLive', { TableName: name });
  const { TimeToLiveDescription: current } = answer as { TimeToLiveDescription: { AttributeName?: string } };
  if (current.AttributeName === wanted.AttributeName) return;
  const specification = (AttributeName: string, Enabled: boolean) =>
    deployment.call('dynamodb', 'UpdateTimeToLive', {
      TableName: name,
      TimeToLiveSpecification: { AttributeName, Enabled },
    });
  if (current.AttributeName !== undefined) await specification(current.AttributeName, false);
  await specification(wanted.AttributeName, true);
}

async function setPolicy(ResourceArn: string, policy: unknown, deployment: Deployment): Promise<void> {
  const { PolicyDocument: document } = (policy ?? {}) as { PolicyDocument?: PolicyDocument };
  if (document === undefined) return;
  await deployment.call('dynamodb', 'PutResourcePolicy', { ResourceArn, Policy: JSON.stringify(document) });
}

function checkShape(wanted: Record<string, unknown>, standing: Record<string, unknown>): void {
  if (JSON.stringify(wanted.KeySchema) === JSON.stringify(standing.KeySchema)) return;
  throw new Error('the data folder holds a table of this name with another key; choose another folder');
}
