import { indexName, NAME_PATTERN } from '../requests/members.ts';
import {
  flag,
  listOf,
  long,
  type Members,
  mapOf,
  oneOf,
  required,
  structure,
  text,
  value,
} from '../requests/shape.ts';

/** A table's name, where nothing can be done without it and an ARN will not do. */
export const newTableName = text({ min: 3, max: 255, pattern: NAME_PATTERN });

export const attributeDefinitions = listOf(
  structure('AttributeDefinition', {
    AttributeName: text({ required: true, min: 1, max: 255 }),
    AttributeType: text({ required: true, oneOf: ['B', 'N', 'S'] }),
  }),
);

export const keySchema = listOf(
  structure('KeySchemaElement', {
    AttributeName: text({ required: true, min: 1, max: 255 }),
    KeyType: text({ required: true, oneOf: ['HASH', 'RANGE'] }),
  }),
  { required: true, min: 1, max: 2 },
);

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html, of one index;
 * https://github.com/scalar-labs/scalardb/pull/107 quotes the refusal.
 */
const MOST_NON_KEY = 20;

const projection = structure(
  'Projection',
  {
    ProjectionType: oneOf('ALL', 'INCLUDE', 'KEYS_ONLY'),
    NonKeyAttributes: listOf(text(), { min: 1, max: MOST_NON_KEY }),
  },
  { required: true },
);

export const throughput = structure('ProvisionedThroughput', {
  WriteCapacityUnits: long({ required: true, min: 1 }),
  ReadCapacityUnits: long({ required: true, min: 1 }),
});

const onDemand = structure('OnDemandThroughput', {
  MaxReadRequestUnits: long(),
  MaxWriteRequestUnits: long(),
});
const warm = structure('WarmThroughput', { ReadUnitsPerSecond: long(), WriteUnitsPerSecond: long() });

export const globalIndex = structure('GlobalSecondaryIndex', {
  IndexName: required(indexName),
  KeySchema: keySchema,
  Projection: projection,
  ProvisionedThroughput: throughput,
  OnDemandThroughput: onDemand,
  WarmThroughput: warm,
});

export const localIndex = structure('LocalSecondaryIndex', {
  IndexName: required(indexName),
  KeySchema: keySchema,
  Projection: projection,
});

export const tags = listOf(
  structure('Tag', {
    Key: text({ required: true, min: 1, max: 128 }),
    Value: text({ required: true, max: 256 }),
  }),
);

/** What CreateTable sets and UpdateTable changes. */
export const configuration: Members = {
  BillingMode: oneOf('PROVISIONED', 'PAY_PER_REQUEST'),
  ProvisionedThroughput: throughput,
  StreamSpecification: structure('StreamSpecification', {
    StreamEnabled: { ...flag, required: true },
    StreamViewType: oneOf('NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY'),
  }),
  SSESpecification: structure('SSESpecification', {
    Enabled: flag,
    SSEType: oneOf('AES256', 'KMS'),
    KMSMasterKeyId: text(),
  }),
  TableClass: oneOf('STANDARD', 'STANDARD_INFREQUENT_ACCESS'),
  DeletionProtectionEnabled: flag,
  OnDemandThroughput: onDemand,
  WarmThroughput: warm,
};

/** What DynamoDB would act on, and the runtime has nothing for. */
export const unsupported: Members = {
  ReplicaUpdates: listOf(mapOf(value)),
  GlobalTableWitnessUpdates: listOf(mapOf(value)),
  GlobalTableSourceArn: text(),
};
