import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { AwsError } from '../aws-error.ts';
import { errorMessage } from '../error-message.ts';

/**
 * What the runtime keeps. All that is written in one turn of the event loop is committed together, so that a process that is
 * killed leaves the moment between two turns: at the turn's end or soon after where a caller waits for it, otherwise with
 * what is written next, and after ten milliseconds at the latest.
 *
 * A table that outlives the process has a column `checksum`, with `CHECK (checksum = checksum_of(...))` over what it
 * holds: SQLite's own integrity check finds a changed byte by it when the store is opened.
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

/** What a database file asks for around its transactions. */
export interface Hooks {
  /** @throws Error where nothing may be begun */
  beforeBegin(): void;
  /** In the transaction that has changed a definition. */
  afterDefine(): void;
  beforeCommit(): void;
  afterCommit(): void;
  onClose(): void;
}

/** The latest changes could not be written: an error of the runtime's own, answered with status 500. */
class NotKeptError extends AwsError {
  constructor(cause: unknown) {
    super(
      'InternalFailure',
      `The data folder takes no more (${errorMessage(cause)}): what was acknowledged before is kept, and nothing is taken any more. Stop the runtime, give the folder room, and start again.`,
      500,
    );
    this.cause = cause;
  }
}

const LONG_TURN_MS = 20;

/** Each commit takes its time, whatever there is in it. */
const LONGEST_OPEN_MS = 10;

const noHooks: Hooks = {
  beforeBegin() {},
  afterDefine() {},
  beforeCommit() {},
  afterCommit() {},
  onClose() {},
};

/** A store in memory, gone with the process. */
export function openStore(): Store {
  return createStore(openDatabase(':memory:'), noHooks);
}

/** `node:sqlite` is loaded when the first store is opened, and not by a module that imports a type. */
export function openDatabase(path: string): DatabaseSync {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
  const database = new DatabaseSync(path);
  database.function('checksum_of', { deterministic: true, varargs: true }, checksum);
  return database;
}

/** Of what stands in a row, as its column `checksum` holds it. */
export function checksum(...parts: readonly unknown[]): number {
  return parts.reduce<number>((sum, part) => crc32(part instanceof Uint8Array ? part : String(part), sum), 0);
}

/** The columns of a row, with the checksum of all of them. */
export function withChecksum(...columns: SQLInputValue[]): SQLInputValue[] {
  return [...columns, checksum(...columns)];
}

export function createStore(database: DatabaseSync, hooks: Hooks): Store {
  // Each statement brings the checksums of what it writes: to work them out once more would find nothing.
  database.exec('PRAGMA ignore_check_constraints = ON');
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const savepoint = database.prepare('SAVEPOINT step');
  const release = database.prepare('RELEASE step');
  const rollback = database.prepare('ROLLBACK TO step');
  let turn: PromiseWithResolvers<void> | undefined;
  /** There as long as no caller waits for the turn's end. */
  let latest: NodeJS.Timeout | undefined;
  let failure: unknown;
  let began = 0;

  /** To commit what took long to write takes long too: others have a turn in between, and what they write is committed with it. */
  function endSoon(): void {
    if (performance.now() - began > LONG_TURN_MS) setImmediate(end);
    else end();
  }

  function end(): void {
    const ended = turn;
    turn = undefined;
    forgetLatest();
    if (ended === undefined || !database.isOpen) return;
    try {
      hooks.beforeCommit();
      commit.run();
      hooks.afterCommit();
      ended.resolve();
    } catch (error) {
      // What is in memory is ahead of what is kept from here on: nothing may be written any more.
      failure = new NotKeptError(error);
      ended.reject(failure);
    }
  }

  function enter(): void {
    if (failure !== undefined) throw failure;
    if (turn !== undefined) return;
    hooks.beforeBegin();
    begin.run();
    turn = Promise.withResolvers<void>();
    // Callers that want to know ask with `committed`.
    turn.promise.catch(() => {});
    began = performance.now();
    latest = setTimeout(endSoon, LONGEST_OPEN_MS);
  }

  function ending(): Promise<void> | undefined {
    if (latest !== undefined) setImmediate(endSoon);
    forgetLatest();
    return turn?.promise;
  }

  function forgetLatest(): void {
    clearTimeout(latest);
    latest = undefined;
  }

  function inStep<Result>(work: () => Result): Result {
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
  }

  return {
    define: (sql) =>
      inStep(() => {
        database.exec(sql);
        hooks.afterDefine();
      }),
    prepare: (sql) => database.prepare(sql),
    write(work) {
      enter();
      return work();
    },
    atomically(work) {
      enter();
      return inStep(work);
    },
    committed: () => ending() ?? (failure === undefined ? Promise.resolve() : Promise.reject(failure)),
    close() {
      if (!database.isOpen) return;
      end();
      database.close();
      hooks.onClose();
    },
  };
}
