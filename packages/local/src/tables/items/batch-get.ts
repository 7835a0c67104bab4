import type { Steps } from '../../foundation/steps.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { project } from '../expressions/projection.ts';
import { checkParameters } from '../requests/expressions.ts';
import { attributesToGet, capacity, names } from '../requests/members.ts';
import { flag, listOf, mapOf, structure, text, value } from '../requests/shape.ts';
import { rowKey } from '../rows/row-keys.ts';
import { checkKey, checkPaths } from '../schema/check-keys.ts';
import type { Table } from '../schema/table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { checkAttributes } from '../values/check-value.ts';
import { itemSize } from '../values/item-size.ts';
import { addReads, consumedCapacity, noUsage, readUnits, type Usage } from './capacity.ts';
import { type ProjectionParameters, readProjection } from './projected.ts';

interface KeysAndAttributes extends ProjectionParameters {
  readonly Keys: readonly Attributes[];
  readonly ConsistentRead?: boolean;
}

interface BatchGetRequest {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
  readonly ReturnConsumedCapacity?: string;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MOST_KEYS = 100;
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

interface Part {
  readonly name: string;
  readonly table: Table;
  readonly keys: readonly Attributes[];
  readonly projection: readonly DocumentPath[] | undefined;
  readonly request: KeysAndAttributes;
}

export const batchGetItem: TableOperation<BatchGetRequest> = {
  members: {
    ...capacity,
    RequestItems: mapOf(
      structure('KeysAndAttributes', {
        Keys: listOf(mapOf(value), { required: true, min: 1, max: MOST_KEYS, withoutValue: true }),
        ...attributesToGet,
        ConsistentRead: flag,
        ProjectionExpression: text(),
        ...names,
      }),
      { required: true },
    ),
  },
  *run(engine, { RequestItems, ReturnConsumedCapacity }) {
    const parts = prepare(RequestItems).map((part) => withTable(engine, part));
    const read = { bytes: 0 };
    const answers: ({ part: Part } & ReadPart)[] = [];
    for (const part of parts) answers.push({ part, ...(yield* readPart(engine, part, read)) });
    const used = answers.map(({ part, usage }) =>
      consumedCapacity(ReturnConsumedCapacity, part.table, usage),
    );
    const unprocessed = answers.filter(({ left }) => left.length > 0);
    return {
      Responses: Object.fromEntries(answers.map(({ part, items }) => [part.name, items])),
      UnprocessedKeys: Object.fromEntries(
        unprocessed.map(({ part, left }) => [part.name, { ...part.request, Keys: left }]),
      ),
      ...(used[0] && { ConsumedCapacity: used }),
    };
  },
};

function prepare(requests: Readonly<Record<string, KeysAndAttributes>>): Omit<Part, 'table'>[] {
  const entries = Object.entries(requests);
  if (entries.length === 0)
    throw validationException('The requestItems parameter is required for BatchGetItem');
  const one = <Name extends keyof KeysAndAttributes>(name: Name) =>
    entries.find(([, request]) => request[name] !== undefined)?.[1][name];
  const [ProjectionExpression, AttributesToGet] = [one('ProjectionExpression'), one('AttributesToGet')];
  checkParameters(
    { ...(ProjectionExpression !== undefined && { ProjectionExpression }), AttributesToGet },
    ['ProjectionExpression'],
    ['AttributesToGet'],
  );
  if (entries.reduce((count, [, { Keys }]) => count + Keys.length, 0) > MOST_KEYS)
    throw validationException('Too many items requested for the BatchGetItem call');
  return entries.map(([name, request]) => ({
    ...{ name, request, projection: readProjection(request) },
    keys: request.Keys.map((key) => checkAttributes(key)),
  }));
}

function withTable(engine: Engine, part: Omit<Part, 'table'>): Part {
  const table = engine.tables.get(part.name);
  for (const key of part.keys) checkKey(table.key, key);
  checkPaths(table, part.projection);
  const rows = new Set(part.keys.map((key) => rowKey(table.key, key).toString('latin1')));
  if (rows.size < part.keys.length)
    throw validationException('Provided list of item keys contains duplicates');
  return { ...part, table };
}

interface ReadPart {
  readonly usage: Usage;
  readonly items: readonly Attributes[];
  readonly left: readonly Attributes[];
}

/** What no longer fits into the answer is left for another call. */
function* readPart(
  engine: Engine,
  { table, keys, projection, request }: Part,
  read: { bytes: number },
): Steps<ReadPart> {
  const usage = noUsage();
  const items: Attributes[] = [];
  const left: Attributes[] = [];
  for (const key of keys) {
    yield;
    const item =
      read.bytes > LARGEST_ANSWER_BYTES ? undefined : engine.rows.get(table.id, rowKey(table.key, key));
    const bytes = item === undefined ? 0 : itemSize(item);
    if (read.bytes + bytes > LARGEST_ANSWER_BYTES) {
      read.bytes = Number.POSITIVE_INFINITY;
      left.push(key);
      continue;
    }
    read.bytes += bytes;
    addReads(usage, readUnits(bytes, request.ConsistentRead));
    if (item !== undefined) items.push(projection === undefined ? item : project(item, projection));
  }
  return { usage, items, left };
}
