import { invalidParameter, validationException } from '../errors/table-errors.ts';
import {
  type CreateTableRequest,
  checkUnits,
  type IndexRequest,
  type KeySchemaElement,
} from './table-request.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-secondary-indexes */
const MOST_LOCAL_INDEXES = 5;
const MOST_GLOBAL_INDEXES = 20;

/** @throws AwsError ValidationException */
export function checkTable(request: CreateTableRequest): void {
  checkBilling(request);
  const defined = request.AttributeDefinitions.map(({ AttributeName }) => AttributeName);
  if (request.KeySchema.length > defined.length)
    throw validationException('Invalid KeySchema: Some index key attribute have no definition');
  checkKeySchema(request.KeySchema, defined);
  const { LocalSecondaryIndexes: locals, GlobalSecondaryIndexes: globals } = request;
  if (locals === undefined && globals === undefined && request.KeySchema.length !== defined.length) {
    throw invalidParameter(
      'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
  }
  const names = new Set<string>();
  if (locals !== undefined) checkLocals(request, locals, defined, names);
  if (globals !== undefined) checkGlobals(request, globals, defined, names);
  checkAllUsed(request, defined);
}

function checkBilling({ BillingMode, ProvisionedThroughput: throughput }: CreateTableRequest): void {
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (throughput === undefined) return;
    throw invalidParameter(
      'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (throughput === undefined) {
    throw invalidParameter(
      'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  }
  checkUnits(throughput);
}

/** @throws AwsError ValidationException */
export function checkKeySchema(schema: readonly KeySchemaElement[], defined: readonly string[]): void {
  const keys = schema.map(({ AttributeName }) => AttributeName);
  if (keys.some((key) => !defined.includes(key))) {
    throw invalidParameter(
      'Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  }
  if (keys[0] === keys[1])
    throw validationException(
      'Both the Hash Key and the Range Key element in the KeySchema have the same name',
    );
  if (schema[0]?.KeyType !== 'HASH')
    throw validationException('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  if (schema[1] !== undefined && schema[1].KeyType !== 'RANGE')
    throw validationException('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
}

function checkLocals(
  request: CreateTableRequest,
  indexes: readonly IndexRequest[],
  defined: readonly string[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (request.KeySchema.length !== 2) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const tableHash = request.KeySchema[0]?.AttributeName;
  for (const { IndexName, KeySchema, Projection } of indexes) {
    checkKeySchema(KeySchema, defined);
    if (KeySchema.length !== 2)
      throw invalidParameter(`Index KeySchema does not have a range key for index: ${IndexName}`);
    const hash = KeySchema[0]?.AttributeName;
    if (hash !== tableHash) {
      throw invalidParameter(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${IndexName}. ` +
          `index hash key: ${hash}, table hash key: ${tableHash}`,
      );
    }
    checkProjection(Projection);
    checkName(IndexName, names);
  }
  if (indexes.length > MOST_LOCAL_INDEXES)
    throw invalidParameter(
      `Number of LocalSecondaryIndexes exceeds per-table limit of ${MOST_LOCAL_INDEXES}`,
    );
}

function checkGlobals(
  request: CreateTableRequest,
  indexes: readonly IndexRequest[],
  defined: readonly string[],
  names: Set<string>,
): void {
  if (indexes.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  for (const index of indexes) {
    checkGlobalIndex(index, defined, request.BillingMode);
    checkName(index.IndexName, names);
  }
  if (indexes.length > MOST_GLOBAL_INDEXES)
    throw invalidParameter(
      `GlobalSecondaryIndex count exceeds the per-table limit of ${MOST_GLOBAL_INDEXES}`,
    );
}

/** @throws AwsError ValidationException */
export function checkGlobalIndex(
  index: IndexRequest,
  defined: readonly string[],
  billingMode = 'PROVISIONED',
): void {
  checkKeySchema(index.KeySchema, defined);
  checkProjection(index.Projection);
  const isGiven = index.ProvisionedThroughput !== undefined;
  if (billingMode === 'PAY_PER_REQUEST' && isGiven) {
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${index.IndexName} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (billingMode === 'PROVISIONED' && !isGiven)
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${index.IndexName}`);
}

function checkProjection({
  ProjectionType: type,
  NonKeyAttributes: attributes,
}: IndexRequest['Projection']): void {
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (attributes !== undefined && type !== 'INCLUDE')
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  if (attributes === undefined && type === 'INCLUDE')
    throw invalidParameter('ProjectionType is INCLUDE, but NonKeyAttributes is not specified');
}

function checkName(name: string, names: Set<string>): void {
  if (names.has(name)) throw invalidParameter(`Duplicate index name: ${name}`);
  names.add(name);
}

function checkAllUsed(request: CreateTableRequest, defined: readonly string[]): void {
  const schemas = [
    request.KeySchema,
    ...[...(request.LocalSecondaryIndexes ?? []), ...(request.GlobalSecondaryIndexes ?? [])].map(
      ({ KeySchema }) => KeySchema,
    ),
  ];
  const used = new Set(schemas.flat().map(({ AttributeName }) => AttributeName));
  if (defined.every((name) => used.has(name))) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${defined.join(', ')}], keys used: [${[...used].join(', ')}]`,
  );
}
