import type { Backup } from '../backups/backup.ts';
import { describeTable } from './describe-table.ts';

type Described = Record<string, unknown>;

/** `BackupSummary`, of a list. */
export function backupSummary(backup: Backup): Described {
  const { name, uuid, arn } = backup.table;
  return { ...backupDetails(backup, 'AVAILABLE'), TableName: name, TableId: uuid, TableArn: arn };
}

/** `BackupDetails` */
export function backupDetails({ arn, name, bytes, createdAt }: Backup, status: string): Described {
  return {
    BackupArn: arn,
    BackupName: name,
    BackupSizeBytes: bytes,
    BackupStatus: status,
    BackupType: 'USER',
    BackupCreationDateTime: createdAt / 1000,
  };
}

/** `BackupDescription` */
export function backupDescription(backup: Backup, status: string): Described {
  return {
    BackupDetails: backupDetails(backup, status),
    SourceTableDetails: sourceTable(backup),
    SourceTableFeatureDetails: sourceFeatures(backup),
  };
}

function sourceTable({ table, items, bytes }: Backup): Described {
  const described = describeTable(table, items);
  return {
    ...pick(described, 'TableName', 'TableId', 'TableArn', 'KeySchema'),
    TableSizeBytes: bytes,
    TableCreationDateTime: described.CreationDateTime,
    ItemCount: items,
    ProvisionedThroughput: pick(described.ProvisionedThroughput, 'ReadCapacityUnits', 'WriteCapacityUnits'),
    BillingMode: table.billingMode,
    ...pick(described, 'OnDemandThroughput'),
  };
}

function sourceFeatures({ table, items }: Backup): Described {
  const described = describeTable(table, items);
  const indexes = (name: string) =>
    describedIn(described[name]).map((index) => ({
      ...pick(index, 'IndexName', 'KeySchema', 'Projection', 'OnDemandThroughput'),
      ...(index.ProvisionedThroughput !== undefined && {
        ProvisionedThroughput: pick(index.ProvisionedThroughput, 'ReadCapacityUnits', 'WriteCapacityUnits'),
      }),
    }));
  return {
    LocalSecondaryIndexes: indexes('LocalSecondaryIndexes'),
    GlobalSecondaryIndexes: indexes('GlobalSecondaryIndexes'),
    ...(described.StreamSpecification !== undefined && {
      StreamDescription: described.StreamSpecification,
    }),
    TimeToLiveDescription: {
      TimeToLiveStatus: table.timeToLive === undefined ? 'DISABLED' : 'ENABLED',
      ...(table.timeToLive !== undefined && { AttributeName: table.timeToLive }),
    },
    ...pick(described, 'SSEDescription'),
  };
}

/** The descriptions in a list; none where no list is given. */
function describedIn(list: unknown): Described[] {
  return Array.isArray(list) ? list : [];
}

function pick(from: unknown, ...names: string[]): Described {
  const found = Object.entries(from ?? {}).filter(
    ([name, value]) => names.includes(name) && value !== undefined,
  );
  return Object.fromEntries(found);
}
