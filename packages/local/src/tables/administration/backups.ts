import { AwsError } from '../../foundation/aws-error.ts';
import type { Steps } from '../../foundation/steps.ts';
import type { Backup } from '../backups/backup.ts';
import type { Engine } from '../engine/engine.ts';
import type { TableOperation } from '../engine/table-operation.ts';
import { holding } from '../engine/transaction-lock.ts';
import { NAME_PATTERN, tableName } from '../requests/members.ts';
import { integer, oneOf, type Shape, text } from '../requests/shape.ts';
import { copyItems } from '../rows/copy-items.ts';
import { backupDescription, backupDetails, backupSummary } from './backup-description.ts';
import { existingTable } from './continuous-backups.ts';
import { madeInSteps } from './made-in-steps.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html */
export const backupArn = text({ required: true, min: 37, max: 1024 });

interface BackupRequest {
  readonly BackupArn: string;
}

/** @throws AwsError BackupNotFoundException */
export function backupOf(engine: Engine, arn: string): Backup {
  const backup = engine.backups.find(arn);
  if (backup !== undefined) return backup;
  throw new AwsError('BackupNotFoundException', `Backup not found: ${arn}`);
}

export const createBackup: TableOperation<{ readonly TableName: string; readonly BackupName: string }> = {
  members: {
    TableName: tableName,
    BackupName: text({ required: true, min: 3, max: 255, pattern: NAME_PATTERN }),
  },
  *run(engine, { TableName, BackupName }) {
    existingTable(engine, TableName);
    const backup = yield* holding(engine.lock, () => copyTable(engine, TableName, BackupName));
    return { BackupDetails: backupDetails(backup, 'CREATING') };
  },
};

/** @throws AwsError TableNotFoundException, also where the table goes meanwhile */
function* copyTable(engine: Engine, tableName: string, name: string): Steps<Backup> {
  const table = existingTable(engine, tableName);
  const createdAt = engine.now();
  const id = engine.tables.nextId();
  return yield* madeInSteps(engine, id, {
    fill: () => copyItems(engine.rows, table.id, id, () => existingTable(engine, tableName, table.id)),
    finish() {
      const backup: Backup = {
        arn: `${table.arn}/backup/${String(createdAt).padStart(14, '0')}-${engine.newUuid().slice(0, 8)}`,
        ...{ name, createdAt, table, id },
        // Of the copy: its rows stand side by side.
        ...{ items: engine.rows.count(id), bytes: engine.rows.bytes(id) },
      };
      engine.backups.add(backup);
      return backup;
    },
  });
}

export const describeBackup: TableOperation<BackupRequest> = {
  members: { BackupArn: backupArn },
  run: (engine, { BackupArn }) => ({
    BackupDescription: backupDescription(backupOf(engine, BackupArn), 'AVAILABLE'),
  }),
};

export const deleteBackup: TableOperation<BackupRequest> = {
  members: { BackupArn: backupArn },
  run(engine, { BackupArn }) {
    const backup = backupOf(engine, BackupArn);
    engine.atomically(() => {
      engine.backups.remove(backup.arn);
      engine.clearings.add('items', backup.id);
    });
    return { BackupDescription: backupDescription(backup, 'DELETED') };
  },
};

interface ListRequest {
  readonly TableName?: string;
  readonly Limit?: number;
  /** Seconds since the epoch. */
  readonly TimeRangeLowerBound?: number;
  readonly TimeRangeUpperBound?: number;
  readonly ExclusiveStartBackupArn?: string;
  readonly BackupType?: string;
}

const MOST_BACKUPS = 100;
const timestamp: Shape = { kind: 'Timestamp' };

export const listBackups: TableOperation<ListRequest> = {
  members: {
    TableName: text({ min: 1, max: 1024 }),
    Limit: integer({ min: 1, max: MOST_BACKUPS }),
    TimeRangeLowerBound: timestamp,
    TimeRangeUpperBound: timestamp,
    ExclusiveStartBackupArn: text({ min: 37, max: 1024 }),
    BackupType: oneOf('USER', 'SYSTEM', 'AWS_BACKUP', 'ALL'),
  },
  run(engine, request) {
    const { Limit = MOST_BACKUPS, ExclusiveStartBackupArn: after = '' } = request;
    const left = engine.backups.all().filter((backup) => backup.arn > after && isWanted(backup, request));
    const page = left.slice(0, Limit);
    return {
      BackupSummaries: page.map(backupSummary),
      ...(left.length > page.length && { LastEvaluatedBackupArn: page.at(-1)?.arn }),
    };
  },
};

function isWanted({ table, createdAt }: Backup, request: ListRequest): boolean {
  const { TableName, BackupType = 'USER', TimeRangeLowerBound, TimeRangeUpperBound } = request;
  if (TableName !== undefined && table.name !== TableName) return false;
  if (BackupType !== 'USER' && BackupType !== 'ALL') return false;
  const [from, before] = [TimeRangeLowerBound ?? 0, TimeRangeUpperBound ?? Number.POSITIVE_INFINITY];
  return createdAt / 1000 >= from && createdAt / 1000 < before;
}
