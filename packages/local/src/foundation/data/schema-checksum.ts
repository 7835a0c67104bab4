import type { DatabaseSync } from 'node:sqlite';
import { DamageError } from './commit-mark.ts';
import { checksum } from './store.ts';

/**
 * Keeps a checksum over the definitions of tables and indexes. A changed byte among them would rename a table: it would be made
 * again, empty, and what it held would be gone without an error.
 * @returns what takes up the definitions as they are now, in the transaction that changes them
 * @throws DamageError where the definitions are not as they were left
 */
export function keepSchemaChecksum(database: DatabaseSync): () => void {
  const definitions = database.prepare('SELECT sql FROM sqlite_schema ORDER BY name');
  const found = () => checksum(...definitions.all().map(({ sql }) => sql));
  const atOpening = found();
  const isNew =
    database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'schema_checksum'").get() === undefined;
  if (isNew) database.exec('CREATE TABLE schema_checksum (checksum INTEGER NOT NULL)');
  let kept = database.prepare('SELECT checksum FROM schema_checksum').get()?.checksum;
  if (kept !== undefined && kept !== atOpening)
    throw new DamageError('the definitions of its tables are changed');
  const remove = database.prepare('DELETE FROM schema_checksum');
  const insert = database.prepare('INSERT INTO schema_checksum VALUES (?)');
  return () => {
    const now = found();
    if (now === kept) return;
    remove.run();
    insert.run(now);
    kept = now;
  };
}
