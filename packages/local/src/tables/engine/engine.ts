import type { PolicyDocument } from '../../foundation/resources/policy-document.ts';
import type { BackupRegistry } from '../backups/backup-registry.ts';
import type { ChangeLog } from '../backups/change-log.ts';
import type { Clearings } from '../rows/clearings.ts';
import type { Images } from '../rows/images.ts';
import type { ItemRows } from '../rows/item-rows.ts';
import type { TransactionTokens } from '../rows/transaction-tokens.ts';
import type { Table } from '../schema/table.ts';
import type { TableRegistry } from '../schema/table-registry.ts';
import type { Attributes } from '../values/attribute-value.ts';
import type { TransactionLock } from './transaction-lock.ts';

/** What happened to one item. */
export interface Change {
  readonly before: Attributes | undefined;
  readonly after: Attributes | undefined;
  /** Whether the item's time to live took it. */
  readonly expired?: boolean;
}

/** What the operations work on. */
export interface Engine {
  readonly account: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly tables: TableRegistry;
  readonly rows: ItemRows;
  readonly images: Images;
  readonly backups: BackupRegistry;
  readonly changes: ChangeLog;
  /** Leaves out the changes that a table can't be restored by any more, a few at a time. */
  readonly forgetChanges: (tableId: number) => void;
  readonly newUuid: () => string;
  /** What is left of tables and indexes that are gone. */
  readonly clearings: Clearings;
  /** Fills a new index with the items that are there, a few at a time. */
  readonly backfill: (table: string, index: string) => void;
  /** All of it is written, or nothing. */
  readonly atomically: <Result>(work: () => Result) => Result;
  readonly lock: TransactionLock;
  /** Of transactions, each with the digest of the request that it came with. */
  readonly tokens: TransactionTokens;
  /** Writes ahead what a stream will have of a change. */
  readonly prepareChange: (table: Table, change: Change) => void;
  /** Hears of every change of a table with a stream, within its transaction. */
  readonly onChange: (table: Table, change: Change) => void;
  /** Hears of every write that was made, also of one that has changed nothing. */
  readonly onWritten: (table: Table, change: Change) => void;
  /**
   * Hears which policy a table or a stream has from now on.
   * @throws Error where it can't be evaluated
   */
  readonly onPolicy: OnPolicy;
}

export type OnPolicy = (arn: string, policy: PolicyDocument | undefined) => void;
