import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { tableNotFound, validationException } from '../errors/table-errors.ts';
import { NAME_PATTERN } from '../requests/members.ts';
import { integer, text } from '../requests/shape.ts';
import { streamArn, type Table } from '../schema/table.ts';
import { describeTable as describe } from './describe-table.ts';
import { newTableName } from './table-members.ts';
import { requiredName } from './table-request.ts';

interface TableRequest {
  readonly TableName?: string;
}

/** @throws AwsError ResourceNotFoundException that names the table */
export function namedTable(engine: Engine, { TableName }: TableRequest): Table {
  const name = requiredName(TableName);
  const table = engine.tables.find(name);
  if (table === undefined) throw tableNotFound(name);
  return table;
}

export const describeTable: TableOperation<TableRequest> = {
  members: { TableName: newTableName },
  requires: ({ TableName }) => void requiredName(TableName),
  run(engine, request) {
    const table = namedTable(engine, request);
    return { Table: describe(table, engine.rows.count(table.id)) };
  },
};

export const deleteTable: TableOperation<TableRequest> = {
  members: { TableName: newTableName },
  requires: ({ TableName }) => void requiredName(TableName),
  run(engine, request) {
    const table = namedTable(engine, request);
    if (table.deletionProtected) {
      throw validationException(
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
      );
    }
    const items = engine.rows.count(table.id);
    engine.atomically(() => {
      engine.tables.remove(table.name);
      engine.clearings.add('items', table.id);
      for (const { id } of table.indexes) engine.clearings.add('entries', id);
    });
    engine.forgetChanges(table.id);
    engine.onPolicy(table.arn, undefined);
    if (table.stream !== undefined) engine.onPolicy(streamArn(table), undefined);
    return { TableDescription: describe(table, items, 'DELETING') };
  },
};

interface ListRequest {
  readonly Limit?: number;
  readonly ExclusiveStartTableName?: string;
}

const MOST_TABLES = 100;

export const listTables: TableOperation<ListRequest> = {
  members: {
    Limit: integer({ min: 1, max: MOST_TABLES }),
    ExclusiveStartTableName: text({ min: 3, max: 255, pattern: NAME_PATTERN }),
  },
  run(engine, { Limit = MOST_TABLES, ExclusiveStartTableName: after = '' }) {
    const names = engine.tables.all().map(({ name }) => name);
    const left = names.filter((name) => name > after);
    const page = left.slice(0, Limit);
    return {
      TableNames: page,
      ...(left.length > page.length && { LastEvaluatedTableName: page.at(-1) }),
    };
  },
};
