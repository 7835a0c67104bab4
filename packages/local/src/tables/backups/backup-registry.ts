import { jsonIn, type Row } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';
import type { Backup } from './backup.ts';

/** The backups that there are: they outlive their tables. */
export interface BackupRegistry {
  find(arn: string): Backup | undefined;
  /** In the order of their ARNs: of a table, as they were made. */
  all(): readonly Backup[];
  add(backup: Backup): void;
  remove(arn: string): void;
}

export function openBackupRegistry(store: Store): BackupRegistry {
  store.define(`
    CREATE TABLE IF NOT EXISTS table_backups (
      arn TEXT PRIMARY KEY, backup TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(arn, backup))
    ) WITHOUT ROWID;
  `);
  const find = store.prepare('SELECT backup FROM table_backups WHERE arn = ?');
  const all = store.prepare('SELECT backup FROM table_backups ORDER BY arn');
  const add = store.prepare('INSERT INTO table_backups VALUES (?1, ?2, checksum_of(?1, ?2))');
  const remove = store.prepare('DELETE FROM table_backups WHERE arn = ?');
  const read = (row: Row) => jsonIn<Backup>(row, 'backup');
  return {
    find(arn) {
      const row = find.get(arn);
      return row && read(row);
    },
    all: () => all.all().map(read),
    add: (backup) => void store.write(() => add.run(backup.arn, JSON.stringify(backup))),
    remove: (arn) => void store.write(() => remove.run(arn)),
  };
}
