import { AwsError } from '../../foundation/aws-error.ts';
import type { Steps } from '../../foundation/steps.ts';
import type { ChangePosition } from '../backups/change-log.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { invalidParameter, validationException } from '../errors/table-errors.ts';
import { flag, text } from '../requests/shape.ts';
import { copyItems } from '../rows/copy-items.ts';
import { earliestRestorable, type Table } from '../schema/table.ts';
import { existingTable } from './continuous-backups.ts';
import { overrides, type RestoreOverrides, restore } from './restore-table.ts';

interface PointInTimeRequest extends RestoreOverrides {
  readonly SourceTableName?: string;
  readonly SourceTableArn?: string;
  readonly UseLatestRestorableTime?: boolean;
  /** Seconds since the epoch. */
  readonly RestoreDateTime?: number;
}

/** The latest moment is now: AWS's own is about five minutes ago. */
export const restoreTableToPointInTime: TableOperation<PointInTimeRequest> = {
  members: {
    ...overrides,
    SourceTableArn: text({ min: 1, max: 1024 }),
    SourceTableName: text({ min: 1, max: 255 }),
    UseLatestRestorableTime: flag,
    RestoreDateTime: { kind: 'Timestamp' },
  },
  run(engine, request) {
    const table = sourceTable(engine, request);
    const at = restoreTime(engine, table, request);
    return restore(engine, request, table, {
      ...{ tableArn: table.arn, at },
      fill: (id) => fillAsAt(engine, table, at, id),
    });
  },
};

const CHANGES_AT_ONCE = 256;

/** The items as they are, with what has changed since taken back: by the first change of each. */
function* fillAsAt(engine: Engine, table: Table, at: number, to: number): Steps<void> {
  const { rows, changes } = engine;
  const check = () => checkRecovery(existingTable(engine, table.name, table.id), at);
  yield* copyItems(rows, table.id, to, check);
  const takenBack = new Set<string>();
  let last: ChangePosition | undefined = { at, number: Number.POSITIVE_INFINITY };
  while (last !== undefined) {
    const some = changes.someAfter(table.id, last, CHANGES_AT_ONCE);
    for (const { number, key } of some) {
      const name = Buffer.from(key).toString('latin1');
      if (takenBack.has(name)) continue;
      takenBack.add(name);
      const change = changes.read(number);
      if (change?.item !== undefined) rows.put(to, change.key, change.item);
      else if (change !== undefined) rows.remove(to, change.key);
      yield;
      check();
    }
    last = some.at(-1);
    yield;
    check();
  }
}

/** Once recovery is off, the changes that are needed go. */
function checkRecovery(table: Table, at: number): void {
  const { pointInTimeRecovery: recovery } = table;
  if (recovery === undefined || recovery.since > at) throw unavailable(table);
}

function sourceTable(
  engine: Engine,
  { SourceTableName: name, SourceTableArn: arn }: PointInTimeRequest,
): Table {
  if ((name === undefined) === (arn === undefined))
    throw validationException('Exactly one of SourceTableName and SourceTableArn must be specified');
  const table = existingTable(engine, name ?? arn?.split(':table/')[1] ?? '');
  if (arn === undefined || arn === table.arn) return table;
  throw new AwsError('TableNotFoundException', `Table not found: ${arn}`);
}

/** @throws AwsError PointInTimeRecoveryUnavailableException, InvalidRestoreTimeException, ValidationException */
function restoreTime(engine: Engine, table: Table, request: PointInTimeRequest): number {
  const { UseLatestRestorableTime: latest, RestoreDateTime: wanted } = request;
  const now = engine.now();
  const earliest = earliestRestorable(table, now);
  if (earliest === undefined) throw unavailable(table);
  if (latest && wanted !== undefined)
    throw invalidParameter('UseLatestRestorableTime and RestoreDateTime cannot be specified together');
  if (latest) return now;
  if (wanted === undefined)
    throw invalidParameter('RestoreDateTime must be specified when UseLatestRestorableTime is false');
  const at = wanted * 1000;
  if (at >= earliest && at <= now) return at;
  throw new AwsError(
    'InvalidRestoreTimeException',
    `RestoreDateTime must be from ${iso(earliest)} (EarliestRestorableDateTime) to ${iso(now)} (LatestRestorableDateTime)`,
  );
}

function unavailable({ name }: Table): AwsError {
  return new AwsError(
    'PointInTimeRecoveryUnavailableException',
    `Point in time recovery is not enabled for table '${name}'`,
  );
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
