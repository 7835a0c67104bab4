/** The tables of Step Functions. What the folder's format counts is this too: raise it with every change here. */
export const statesSchema = `
  CREATE TABLE IF NOT EXISTS states_settings (
    name TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL CHECK (checksum = checksum_of(name, value))
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS states_documents (
    name TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    checksum INTEGER NOT NULL CHECK (checksum = checksum_of(name, key, value)), UNIQUE (name, key)
  );
  CREATE TABLE IF NOT EXISTS state_machines (
    arn TEXT PRIMARY KEY, machine TEXT NOT NULL, checksum INTEGER NOT NULL CHECK (checksum = checksum_of(arn, machine))
  );
  CREATE TABLE IF NOT EXISTS state_machine_revisions (
    revision TEXT PRIMARY KEY, machine_arn TEXT NOT NULL, definition TEXT NOT NULL,
    checksum INTEGER NOT NULL CHECK (checksum = checksum_of(revision, machine_arn, definition))
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    position INTEGER PRIMARY KEY, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, status TEXT NOT NULL, execution TEXT NOT NULL,
    checksum INTEGER NOT NULL CHECK (checksum = checksum_of(arn, machine_arn, status, execution))
  );
  CREATE INDEX IF NOT EXISTS executions_by_machine ON executions (machine_arn, position);
  CREATE TABLE IF NOT EXISTS execution_events (
    number INTEGER PRIMARY KEY, event TEXT NOT NULL, checksum INTEGER NOT NULL CHECK (checksum = checksum_of(number, event))
  );
`;
