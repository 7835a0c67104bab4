import type { Steps } from '../../foundation/steps.ts';
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
export function* readPage(engine: Engine, page: PageRequest): Steps<Record<string, unknown>> {
  const { source, request } = page;
  const read = yield* readItems(engine, page);
  const capacity = capacityOf(page, read.bytes);
  return {
    Count: read.matching,
    ...(request.Select !== 'COUNT' && { Items: read.items }),
    ScannedCount: read.count,
    ...(read.last && { LastEvaluatedKey: startKeyOf(source, read.last) }),
    ...(capacity && { ConsumedCapacity: capacity }),
  };
}

interface Read {
  count: number;
  bytes: number;
  matching: number;
  readonly items: Attributes[];
  /** The item that the page ended at; undefined at the end of the range. */
  last?: Attributes;
}

/** Rows of a page that are read in one go, and what they may amount to in bytes. */
const STEP = { rows: 50, bytes: 65_536 };

function* readItems(engine: Engine, page: PageRequest): Steps<Read> {
  const read: Read = { count: 0, bytes: 0, matching: 0, items: [] };
  const take = taker(page, read);
  let range: Range | undefined = page.range;
  while (range !== undefined) {
    range = readStep(engine, { ...page, range }, read, take);
    yield;
  }
  return read;
}

/** What is left of the range; undefined at the end of the page, or of the range. */
function readStep(
  engine: Engine,
  page: PageRequest,
  read: Read,
  take: (item: Attributes) => void,
): Range | undefined {
  const { request, range } = page;
  const begun = { ...read };
  for (const { key, item } of rowsOf(engine, page)) {
    take(item);
    if (read.count === request.Limit || read.bytes >= PAGE_BYTES) {
      read.last = item;
      return undefined;
    }
    if (read.count - begun.count >= STEP.rows || read.bytes - begun.bytes >= STEP.bytes)
      return range.descending ? { ...range, to: key } : { ...range, from: Buffer.concat([key, JUST_AFTER]) };
  }
  return undefined;
}

/** The least that lies after a row. */
const JUST_AFTER = Buffer.from([0]);

function taker({ source, request, filter, projection }: PageRequest, read: Read) {
  const view = viewOf(source, request, projection);
  return (item: Attributes): void => {
    const seen = view(item);
    read.count += 1;
    read.bytes += itemSize(seen);
    if (filter !== undefined && !holds(filter, seen)) return;
    read.matching += 1;
    if (request.Select !== 'COUNT')
      read.items.push(projection === undefined ? seen : project(seen, projection));
  };
}

function rowsOf({ rows }: Engine, { source: { table, index }, range }: PageRequest) {
  return index === undefined ? rows.read(table.id, range) : rows.readIndex(index.id, table.id, range);
}

function capacityOf({ source, request }: PageRequest, bytes: number): Record<string, unknown> | undefined {
  const usage = noUsage();
  addReads(usage, readUnits(bytes, request.ConsistentRead), source.index);
  return consumedCapacity(request.ReturnConsumedCapacity, source.table, usage);
}
