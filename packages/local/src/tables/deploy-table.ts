import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import type { PolicyDocument } from '../foundation/resources/policy-document.ts';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import type { tableProperties } from './resource-properties.ts';
import { templateStreamArn } from './streams/template-stream.ts';
import type { Tables } from './tables.ts';

const shape = [
  'AttributeDefinitions',
  'BillingMode',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
];

type Properties = z.infer<typeof tableProperties>;

export async function deployTable(
  { name, arn = '', properties }: Resource<Properties>,
  deployment: Deployment,
  tables: Tables,
): Promise<void> {
  const stream = readStream(properties.StreamSpecification);
  const given = shape.filter((property) => properties[property] !== undefined);
  const input = {
    TableName: name,
    ...Object.fromEntries(given.map((property) => [property, properties[property]])),
  };
  const describe = async () => {
    const answer = await deployment.call('dynamodb', 'DescribeTable', { TableName: name });
    return described.parse(answer).Table;
  };
  try {
    await deployment.call('dynamodb', 'CreateTable', input);
  } catch (error) {
    // It stands in the data folder already.
    if (!(error instanceof AwsError) || error.code !== 'ResourceInUseException') throw error;
    checkShape(input, await describe());
  }
  tables.setTemplateStream(name, stream?.StreamViewType);
  await setPolicy(templateStreamArn(arn), properties.StreamSpecification?.ResourcePolicy, deployment);
  await setTimeToLive(name, properties.TimeToLiveSpecification, deployment);
  await setPolicy(arn, properties.ResourcePolicy, deployment);
  while ((await describe()).TableStatus !== 'ACTIVE') await new Promise((resolve) => setImmediate(resolve));
}

const streamSchema = z.object({
  StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']),
});

/** The answer of DescribeTable. */
const described = z.object({ Table: z.record(z.string(), z.unknown()) });

/** The answer of DescribeTimeToLive. */
const describedTimeToLive = z.object({
  TimeToLiveDescription: z.object({ AttributeName: z.string().optional() }),
});

/** @throws Error in DynamoDB's words */
function readStream(specification: unknown): z.infer<typeof streamSchema> | undefined {
  if (specification === undefined) return undefined;
  const parsed = streamSchema.safeParse(specification);
  if (parsed.success) return parsed.data;
  throw new Error(
    'One or more parameter values were invalid: StreamSpecification must have a StreamViewType of NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES or KEYS_ONLY',
  );
}

async function setTimeToLive(
  name: string,
  wanted: Properties['TimeToLiveSpecification'],
  deployment: Deployment,
): Promise<void> {
  if (!wanted?.Enabled) return;
  const { AttributeName: attribute } = wanted;
  const answer = await deployment.call('dynamodb', 'DescribeTimeToLive', { TableName: name });
  const { TimeToLiveDescription: current } = describedTimeToLive.parse(answer);
  if (attribute !== undefined && current.AttributeName === attribute) return;
  // DynamoDB says what is wrong with an attribute that has no name, which one that is on needs:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-table-timetolivespecification.html
  const specification = (AttributeName: string | undefined, Enabled: boolean) =>
    deployment.call('dynamodb', 'UpdateTimeToLive', {
      TableName: name,
      TimeToLiveSpecification: { AttributeName, Enabled },
    });
  if (current.AttributeName !== undefined) await specification(current.AttributeName, false);
  await specification(attribute, true);
}

async function setPolicy(
  ResourceArn: string,
  policy: { readonly PolicyDocument: PolicyDocument } | undefined,
  deployment: Deployment,
): Promise<void> {
  if (policy === undefined) return;
  const Policy = JSON.stringify(policy.PolicyDocument);
  await deployment.call('dynamodb', 'PutResourcePolicy', { ResourceArn, Policy });
}

function checkShape(wanted: Record<string, unknown>, standing: Record<string, unknown>): void {
  if (JSON.stringify(wanted.KeySchema) === JSON.stringify(standing.KeySchema)) return;
  throw new Error('the data folder holds a table of this name with another key; choose another folder');
}
