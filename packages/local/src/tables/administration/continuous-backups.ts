import { AwsError } from '../../foundation/aws-error.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { tableName } from '../requests/members.ts';
import { flag, integer, required, structure } from '../requests/shape.ts';
import { earliestRestorable, type Table } from '../schema/table.ts';

interface BackupsRequest {
  readonly TableName: string;
}

interface UpdateBackupsRequest extends BackupsRequest {
  readonly PointInTimeRecoverySpecification: {
    readonly PointInTimeRecoveryEnabled: boolean;
    readonly RecoveryPeriodInDays?: number;
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html */
const LONGEST_RECOVERY_DAYS = 35;

export const updateContinuousBackups: TableOperation<UpdateBackupsRequest> = {
  members: {
    TableName: tableName,
    PointInTimeRecoverySpecification: required(
      structure('PointInTimeRecoverySpecification', {
        PointInTimeRecoveryEnabled: { ...flag, required: true },
        RecoveryPeriodInDays: integer({ min: 1, max: LONGEST_RECOVERY_DAYS }),
      }),
    ),
  },
  run(engine, { TableName, PointInTimeRecoverySpecification: wanted }) {
    const { pointInTimeRecovery, ...table } = existingTable(engine, TableName);
    const days = wanted.RecoveryPeriodInDays ?? LONGEST_RECOVERY_DAYS;
    const since = pointInTimeRecovery?.since ?? engine.now();
    const updated = wanted.PointInTimeRecoveryEnabled
      ? { ...table, pointInTimeRecovery: { since, days } }
      : table;
    engine.tables.put(updated);
    engine.forgetChanges(table.id);
    return describe(updated, engine.now());
  },
};

export const describeContinuousBackups: TableOperation<BackupsRequest> = {
  members: { TableName: tableName },
  run: (engine, { TableName }) => describe(existingTable(engine, TableName), engine.now()),
};

/**
 * @param id of the table, where one that was made again by the name is another
 * @throws AwsError TableNotFoundException
 */
export function existingTable(engine: Engine, name: string, id?: number): Table {
  const table = engine.tables.find(name);
  if (table === undefined || (id !== undefined && table.id !== id))
    throw new AwsError('TableNotFoundException', `Table not found: ${name}`);
  return table;
}

function describe(table: Table, now: number): Record<string, unknown> {
  const earliest = earliestRestorable(table, now);
  const description =
    earliest === undefined
      ? { PointInTimeRecoveryStatus: 'DISABLED' }
      : {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: table.pointInTimeRecovery?.days,
          EarliestRestorableDateTime: earliest / 1000,
          LatestRestorableDateTime: now / 1000,
        };
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: description,
    },
  };
}
