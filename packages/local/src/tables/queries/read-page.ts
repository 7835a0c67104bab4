import type { Engine } from '../engine/engine.ts';
import type { BoundCondition } from '../expressions/bind-condition.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { holds } from '../expressions/evaluate-condition.ts';
import { project } from '../expressions/projection.ts';
import { addReads, consumedCapacity, noUsage, readUnits } from '../items/capacity.ts';
import type { Range } from '../rows/item-rows.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { type ReadRequest, type Source, startKeyOf, viewOf } from './reading.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html: a page ends at 1 MB. */
const PAGE_BYTES = 1024 * 1024;

export interface PageRequest {
  readonly source: Source;
  readonly range: Range;
  readonly request: ReadRequest;
  readonly filter: BoundCondition | undefined;
  readonly projection: readonly DocumentPath[] | undefined;
}

/** Reads a page: up to the limit or 1 MB of items, of which the filter lets some through. */
export function readPage(engine: Engine, page: PageRequest): Record<string, unknown> {
  const { source, request } = page;
  const read = readItems(engine, page);
  const capacity = capacityOf(page, read.bytes);
  return {
    Count: read.matching,
    ...(request.Select !== 'COUNT' && { Items: read.items }),
    ScannedCount: read.count,
    ...(read.last && { LastEvaluatedKey: startKeyOf(source, read.last) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

function readItems(engine: Engine, page: PageRequest) {
  const { source, request, filter, projection } = page;
  const view = viewOf(source, request, projection);
  const read = { count: 0, bytes: 0, matching: 0, items: [] as Attributes[] };
  for (const { item } of rowsOf(engine, page)) {
    const seen = view(item);
    read.count += 1;
    read.bytes += itemSize(seen);
    if (filter === undefined || holds(filter, seen)) {
      read.matching += 1;
      if (request.Select !== 'COUNT')
        read.items.push(projection === undefined ? seen : project(seen, projection));
    }
    if (read.count === request.Limit || read.bytes >= PAGE_BYTES) return { ...read, last: item };
  }
  return { ...read, last: undefined };
}

function rowsOf({ rows }: Engine, { source: { table, index }, range }: PageRequest) {
  return index === undefined ? rows.read(table.id, range) : rows.readIndex(index.id, table.id, range);
}

function capacityOf({ source, request }: PageRequest, bytes: number): Record<string, unknown> | undefined {
  const usage = noUsage();
  addReads(usage, readUnits(bytes, request.ConsistentRead), source.index);
  return consumedCapacity(request.ReturnConsumedCapacity, source.table, usage);
}
