import { statfsSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/**
 * What the runtime keeps. All that is written in one turn of the event loop is committed together at its end, so that
 * a process that is killed leaves the moment between two turns.
 */
export interface Store {
  /** Creates what is not there yet. */
  define(sql: string): void;
  prepare(sql: string): StatementSync;
  /** Writes within the turn's transaction. */
  write<Result>(work: () => Result): Result;
  /** The same; if the work throws, nothing of it is written. */
  atomically<Result>(work: () => Result): Result;
  /** Resolves when everything written so far is committed; rejects if it could not be. */
  committed(): Promise<void>;
  close(): void;
}

export interface StoreOptions {
  /** A file; in memory where there is none. */
  readonly path?: string;
}

/** @throws Error of SQLite where the file can't be used */
export function openStore({ path = ':memory:' }: StoreOptions = {}): Store {
  const database = openDatabase(path);
  // A killed process loses nothing that was committed; only a crash of the machine may lose the last moments.
  if (path !== ':memory:') database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
  return createStore(database, path === ':memory:' ? () => {} : roomOf(path));
}

/** `node:sqlite` is loaded when the first store is opened, and not by whoever imports a type. */
function openDatabase(path: string): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  return new DatabaseSync(path);
}

function createStore(database: DatabaseSync, checkRoom: () => void): Store {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const [savepoint, release, rollback] = ['SAVEPOINT step', 'RELEASE step', 'ROLLBACK TO step'].map((sql) =>
    database.prepare(sql),
  ) as [StatementSync, StatementSync, StatementSync];
  let turn: PromiseWithResolvers<void> | undefined;
  let failure: unknown;

  function end(): void {
    const ended = turn;
    turn = undefined;
    if (ended === undefined || !database.isOpen) return;
    try {
      commit.run();
      ended.resolve();
    } catch (error) {
      // What is in memory is ahead of what is kept from here on: nothing may be written any more.
      failure = error;
      ended.reject(error);
    }
  }

  function enter(): void {
    if (failure !== undefined) throw failure;
    if (turn !== undefined) return;
    checkRoom();
    begin.run();
    turn = Promise.withResolvers<void>();
    // Whoever wants to know asks with `committed`.
    turn.promise.catch(() => {});
    setImmediate(end);
  }

  return {
    define: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    write(work) {
      enter();
      return work();
    },
    atomically(work) {
      enter();
      savepoint.run();
      try {
        const result = work();
        release.run();
        return result;
      } catch (error) {
        if (database.isTransaction) {
          rollback.run();
          release.run();
        }
        throw error;
      }
    },
    committed: () => turn?.promise ?? (failure === undefined ? Promise.resolve() : Promise.reject(failure)),
    close() {
      end();
      if (database.isOpen) database.close();
    },
  };
}

/** A turn writes less than this: with so little left, nothing is begun, so that what is begun can be committed. */
const SCARCE_BYTES = 262_144;

function roomOf(path: string): () => void {
  return () => {
    const { bavail, bsize } = statfsSync(path);
    if (bavail * bsize >= SCARCE_BYTES) return;
    throw new Error('The disk is full: nothing was changed. Make room for the data folder.');
  };
}
