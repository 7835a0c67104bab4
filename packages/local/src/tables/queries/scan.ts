import type { TableOperation } from '../engine/table-operation.ts';
import { validationException } from '../errors/table-errors.ts';
import { duplicateOf } from '../items/projected.ts';
import { asCondition, checkConditionalOperator, joined } from '../legacy/as-condition.ts';
import { checkConditions, type LegacyCondition } from '../legacy/condition-check.ts';
import { checkParameters, type ExpressionParameters, readExpressions } from '../requests/expressions.ts';
import { legacyConditions } from '../requests/members.ts';
import { integer } from '../requests/shape.ts';
import type { Range } from '../rows/item-rows.ts';
import { checkPaths } from '../schema/check-keys.ts';
import type { Attributes } from '../values/attribute-value.ts';
import { reading } from './query.ts';
import { readPage } from './read-page.ts';
import { checkProjected, checkSelect, findSource, type ReadRequest, rowOf, type Source } from './reading.ts';
import { checkStart, checkStartValues } from './start-key.ts';

export interface ScanRequest extends ReadRequest, ExpressionParameters {
  readonly ScanFilter?: Readonly<Record<string, LegacyCondition>>;
  readonly Segment?: number;
  readonly TotalSegments?: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
const MOST_SEGMENTS = 1_000_000;

export const scan: TableOperation<ScanRequest> = {
  members: {
    ...reading,
    Limit: integer({ min: 1 }),
    TotalSegments: integer({ min: 1, max: MOST_SEGMENTS }),
    ScanFilter: legacyConditions,
    Segment: integer({ min: 0, max: MOST_SEGMENTS - 1 }),
  },
  run(engine, request) {
    const prepared = prepare(request);
    const source = findSource(engine.tables.get(request.TableName), request);
    if (prepared.start !== undefined) checkStart(source, prepared.start, 'Scan');
    checkProjected(source, request, prepared.projection);
    checkPaths(source.table, prepared.projection);
    checkPaths(source.table, prepared.filterPaths);
    return readPage(engine, {
      ...prepared,
      source,
      request,
      range: rangeOf(source, request, prepared.start),
    });
  },
};

function prepare(request: ScanRequest) {
  checkParameters(
    { ...request },
    ['ProjectionExpression', 'FilterExpression'],
    ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
  );
  checkConditionalOperator(request.ConditionalOperator, request.ScanFilter);
  duplicateOf(request.AttributesToGet);
  const older = checkConditions(request.ScanFilter);
  const start = checkStartValues(request.ExclusiveStartKey);
  checkSegment(request);
  const { filter, projection } = readExpressions(request);
  const paths = projection ?? request.AttributesToGet?.map((name) => [name]);
  checkSelect(request, paths);
  const filters = [...older].map(([name, { operator, values }]) => asCondition(name, operator, values));
  return {
    ...{ start, projection: paths, filterPaths: filter?.paths },
    filter: filter?.condition ?? joined(filters, request.ConditionalOperator),
  };
}

function checkSegment({ Segment, TotalSegments }: ScanRequest): void {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw validationException(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (TotalSegments === undefined) return;
  if (Segment === undefined) {
    throw validationException(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (Segment >= TotalSegments) {
    throw validationException(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
}

/** A segment is a range of the partitions' hashes. */
function rangeOf(source: Source, request: ScanRequest, start: Attributes | undefined): Range {
  const { Segment = 0, TotalSegments = 1 } = request;
  const from = hashAt(Segment / TotalSegments);
  const to = Segment + 1 === TotalSegments ? undefined : hashAt((Segment + 1) / TotalSegments);
  if (start === undefined) return { from, to };
  const row = rowOf(source, start);
  if (row.compare(from) < 0 || (to !== undefined && row.compare(to) >= 0)) {
    throw validationException(
      'The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ' +
        `TotalSegments: ${TotalSegments} Segment: ${Segment}`,
    );
  }
  return { from: Buffer.concat([row, Buffer.from([0])]), to };
}

function hashAt(part: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.floor(part * 0x1_0000_0000));
  return bytes;
}
