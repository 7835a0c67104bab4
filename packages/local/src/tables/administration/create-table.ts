import { stableUuid } from '../../foundation/stable-uuid.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { resourceInUse } from '../errors/table-errors.ts';
import { listOf, required, text } from '../requests/shape.ts';
import type { Index, KeySchema, Table } from '../schema/table.ts';
import { checkTable } from './check-table.ts';
import { describeTable } from './describe-table.ts';
import { withNewPolicy } from './resource-policies.ts';
import {
  attributeDefinitions,
  configuration,
  globalIndex,
  keySchema,
  localIndex,
  newTableName,
  tags,
  unsupported,
} from './table-members.ts';
import {
  type AttributeDefinition,
  type CreateTableRequest,
  configured,
  type IndexRequest,
  type KeySchemaElement,
  refuseUnsupported,
  requestedStream,
  requiredName,
} from './table-request.ts';

export const createTable: TableOperation<CreateTableRequest> = {
  members: {
    AttributeDefinitions: required(attributeDefinitions),
    TableName: newTableName,
    KeySchema: keySchema,
    LocalSecondaryIndexes: listOf(localIndex),
    GlobalSecondaryIndexes: listOf(globalIndex),
    ...configuration,
    ...unsupported,
    Tags: tags,
    ResourcePolicy: text(),
  },
  requires: ({ TableName }) => void requiredName(TableName),
  run(engine, request) {
    refuseUnsupported(request, Object.keys(unsupported));
    checkTable(request);
    const stream = requestedStream(request, engine.now());
    const name = requiredName(request.TableName);
    if (engine.tables.find(name) !== undefined) throw resourceInUse(`Table already exists: ${name}`);
    const created: Table = { ...newTable(engine, name, request), ...(stream && { stream }) };
    const table = withNewPolicy(engine, created, request.ResourcePolicy);
    engine.tables.put(table);
    return { TableDescription: describeTable(table, 0, 'CREATING') };
  },
};

function newTable(engine: Engine, name: string, request: CreateTableRequest): Table {
  const { account, region } = engine;
  const { AttributeDefinitions: definitions, ProvisionedThroughput: throughput } = request;
  const globals = request.GlobalSecondaryIndexes ?? [];
  const locals = request.LocalSecondaryIndexes ?? [];
  return {
    name,
    id: engine.tables.nextId(),
    uuid: engine.newUuid(),
    arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`,
    createdAt: engine.now(),
    attributes: definitions.map(({ AttributeName, AttributeType }) => ({
      name: AttributeName,
      type: AttributeType,
    })),
    key: keyOf(request.KeySchema, definitions),
    indexes: [
      ...globals.map((index) => newIndex(engine, index, definitions, true)),
      ...locals.map((index) => newIndex(engine, index, definitions, false)),
    ],
    billingMode: request.BillingMode ?? 'PROVISIONED',
    ...(request.BillingMode === 'PAY_PER_REQUEST' && { onDemandSince: engine.now() }),
    ...(throughput && { throughput }),
    deletionProtected: false,
    tags: request.Tags ?? [],
    ...configured(request, (key) => kmsKeyArn(engine, key)),
  };
}

/** An alias stands for a key of its own. */
export function kmsKeyArn({ account, region }: Engine, key: string): string {
  const [alias] = /alias\/.+$/.exec(key) ?? [];
  if (alias === undefined && key.startsWith('arn:')) return key;
  const id = alias === undefined ? key : stableUuid('kms-key', account, region, alias);
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

export function newIndex(
  engine: Engine,
  index: IndexRequest,
  definitions: readonly AttributeDefinition[],
  global: boolean,
  complete = true,
): Index {
  const { ProjectionType: type = 'ALL', NonKeyAttributes: attributes = [] } = index.Projection;
  return {
    name: index.IndexName,
    id: engine.tables.nextId(),
    global,
    key: keyOf(index.KeySchema, definitions),
    projection: { type, attributes },
    complete,
    ...(index.ProvisionedThroughput && { throughput: index.ProvisionedThroughput }),
    ...(index.OnDemandThroughput && { onDemandThroughput: index.OnDemandThroughput }),
    ...(index.WarmThroughput && { warmThroughput: index.WarmThroughput }),
  };
}

/** A key schema that was checked. */
function keyOf(
  [hash, range]: readonly KeySchemaElement[],
  definitions: readonly AttributeDefinition[],
): KeySchema {
  const part = ({ AttributeName: name }: KeySchemaElement) => {
    const type = definitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType ?? 'S';
    return { name, type };
  };
  if (hash === undefined) throw new TypeError('A key schema that was checked has an element.');
  return { hash: part(hash), ...(range && { range: part(range) }) };
}
