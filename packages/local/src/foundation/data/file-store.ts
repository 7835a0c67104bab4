import { chmodSync, closeSync, openSync, type StatsFs, statfsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { AwsError } from '../aws-error.ts';
import { errorCode } from '../error-message.ts';
import { type CommitMark, DamageError, openCommitMark } from './commit-mark.ts';
import { keepSchemaChecksum } from './schema-checksum.ts';
import { createStore, type Hooks, openDatabase, type Store } from './store.ts';

/** Of pages. A large transaction in many indexes changes more than SQLite's two megabytes, and took twice as long with these. */
const MOST_CACHED_KIB = 32_768;

/** In the log before they move to the database, which waits for the disk: more of them do so less often, and hold up longer. */
const MOST_LOGGED_PAGES = 2000;

/**
 * A store in a file that only this process and this user may open. What was committed survives `kill -9`; a power cut
 * may lose the last moments.
 * @throws DamageError where the file is not as it was left; Error of SQLite or of the machine where it can't be used
 */
export function openFileStore(path: string): Store {
  // Task tokens and payloads are for this user alone; SQLite gives its log the same mode.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  checkRoom(path);
  const database = openDatabase(path);
  try {
    // Held by the system as long as the process lives, and let go whatever ends it.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec(
      `PRAGMA cache_size = -${MOST_CACHED_KIB}; PRAGMA wal_autocheckpoint = ${MOST_LOGGED_PAGES};`,
    );
    checkIntegrity(database);
    return createStore(database, commitHooks(database, path));
  } catch (error) {
    database.close();
    throw error;
  }
}

function checkIntegrity(database: DatabaseSync): void {
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
  if (found !== 'ok') throw new DamageError(String(found));
}

function commitHooks(database: DatabaseSync, path: string): Hooks {
  const afterDefine = keepSchemaChecksum(database);
  database.exec('CREATE TABLE IF NOT EXISTS commits (count INTEGER NOT NULL)');
  const known = database.prepare('SELECT count FROM commits').get();
  if (known === undefined) database.exec('INSERT INTO commits VALUES (0)');
  const mark = openCommitMark(`${path}-commits`);
  let count = Number(known?.count ?? 0);
  checkComplete(count, mark);
  const keep = database.prepare('UPDATE commits SET count = ?');
  return {
    beforeBegin: () => checkRoom(path),
    afterDefine,
    beforeCommit() {
      count += 1;
      keep.run(count);
    },
    afterCommit: () => mark.write(count),
    onClose: mark.close,
  };
}

function checkComplete(count: number, mark: CommitMark): void {
  // A process may have been killed between the two.
  const wanted = mark.count ?? 0;
  if (count === wanted || count === wanted + 1) return;
  mark.close();
  throw new DamageError(
    count < wanted
      ? `its last ${wanted - count} commits are missing`
      : `the count of its commits, in the file beside it, is of another time`,
  );
}

/** A turn writes less than this: with so little left, nothing is begun, so that what is begun can be committed. */
const SCARCE_BYTES = 262_144;

function checkRoom(path: string): void {
  const { bavail, bsize } = diskOf(path);
  if (bavail * bsize >= SCARCE_BYTES) return;
  const message = 'The disk is full: nothing was changed. Make room for the data folder.';
  throw Object.assign(new Error(message), { code: 'ENOSPC' });
}

function diskOf(path: string): StatsFs {
  try {
    return statfsSync(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw new AwsError(
      'InternalFailure',
      `${path} is gone: nothing was changed, and nothing is taken any more. Put the data folder back, or stop the runtime and start again.`,
      500,
    );
  }
}
