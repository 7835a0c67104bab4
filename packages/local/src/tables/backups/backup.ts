import type { Table } from '../schema/table.ts';

/** A copy of a table's items at one moment. Times in milliseconds since the epoch. */
export interface Backup {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  /** The table as it was. */
  readonly table: Table;
  /** Of the copies' rows in the store, as a table's; never used again. */
  readonly id: number;
  readonly items: number;
  /** Of the items as they are kept. */
  readonly bytes: number;
}
