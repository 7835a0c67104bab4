import type { DatabaseSync } from 'node:sqlite';

/** Raised with every change of the tables or of what their JSON holds: a file of another version is refused. */
const VERSION = 2;

const TABLES = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE documents (name TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (name, key));
  CREATE TABLE machines (arn TEXT PRIMARY KEY, machine TEXT NOT NULL);
  CREATE TABLE revisions (revision TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, definition TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE executions (
    position INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, status TEXT NOT NULL, execution TEXT NOT NULL
  );
  CREATE INDEX executions_by_machine ON executions (machine_arn, position);
  CREATE INDEX executions_running ON executions (status) WHERE status = 'RUNNING';
  CREATE TABLE events (arn TEXT NOT NULL, id INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (arn, id)) WITHOUT ROWID;
`;

/** Makes the tables in a new file; throws for a file of another version. */
export const prepareSchema = (database: DatabaseSync, path: string): void => {
  // A crash of the process loses nothing so; only one of the machine may lose the last moments.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  const version = database.prepare('PRAGMA user_version').get()?.user_version;
  if (version === VERSION) return;
  if (version !== 0) {
    throw new Error(
      `${path} holds executions in version ${version}; this runtime reads version ${VERSION}. Choose another data folder, or remove the file.`,
    );
  }
  database.exec(`BEGIN; ${TABLES} PRAGMA user_version = ${VERSION}; COMMIT;`);
};
