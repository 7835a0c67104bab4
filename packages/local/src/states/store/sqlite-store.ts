import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Execution } from '../execution/execution.ts';
import type { HistoryEvent } from '../history/event.ts';
import { parseJson } from '../json.ts';
import { prepareSchema } from './sqlite-schema.ts';
import type { Documents, ListedExecution, MachineRecord, StatesStore } from './states-store.ts';

const read = <T>(row: Record<string, unknown> | undefined, column: string): T | undefined =>
  row === undefined ? undefined : (parseJson(String(row[column])) as T);

/** One statement a line: prepared once, for they are run at every step. */
const prepare = (database: DatabaseSync) => {
  const of = (sql: string): StatementSync => database.prepare(sql);
  return {
    setting: of('SELECT value FROM settings WHERE name = ?'),
    addSetting: of('INSERT INTO settings VALUES (?, ?)'),
    document: of('SELECT value FROM documents WHERE name = ? AND key = ?'),
    documents: of('SELECT value FROM documents WHERE name = ? ORDER BY rowid'),
    saveDocument: of(
      'INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT (name, key) DO UPDATE SET value = excluded.value',
    ),
    deleteDocument: of('DELETE FROM documents WHERE name = ? AND key = ?'),
    machines: of('SELECT machine FROM machines ORDER BY rowid'),
    saveMachine: of(
      'INSERT INTO machines VALUES (?, ?) ON CONFLICT DO UPDATE SET machine = excluded.machine',
    ),
    deleteMachine: of('DELETE FROM machines WHERE arn = ?'),
    addRevision: of('INSERT OR IGNORE INTO revisions VALUES (?, ?, ?)'),
    revision: of('SELECT definition FROM revisions WHERE revision = ?'),
    deleteRevisions: of('DELETE FROM revisions WHERE machine_arn = ?'),
    deleteEvents: of('DELETE FROM events WHERE arn IN (SELECT arn FROM executions WHERE machine_arn = ?)'),
    deleteExecutions: of('DELETE FROM executions WHERE machine_arn = ?'),
    saveExecution: of(
      'INSERT INTO executions (arn, machine_arn, status, execution) VALUES (?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET status = excluded.status, execution = excluded.execution',
    ),
    execution: of('SELECT execution FROM executions WHERE arn = ?'),
    running: of("SELECT execution FROM executions WHERE status = 'RUNNING' ORDER BY position"),
    executions: of(
      "SELECT position, execution FROM executions WHERE machine_arn = ? AND (? IS NULL OR status = ?) AND position < ? AND (? IS NULL OR ? IN (execution ->> 'versionArn', execution ->> 'aliasArn')) ORDER BY position DESC LIMIT ?",
    ),
    addEvent: of('INSERT INTO events VALUES (?, ?, ?)'),
    eventsForward: of('SELECT event FROM events WHERE arn = ? AND id > ? ORDER BY id LIMIT ?'),
    eventsBackward: of('SELECT event FROM events WHERE arn = ? AND id < ? ORDER BY id DESC LIMIT ?'),
  };
};

const inTransaction = (database: DatabaseSync, work: () => void): void => {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

type Statements = ReturnType<typeof prepare>;

const documentMembers = (statements: Statements): Pick<StatesStore, 'documents'> => ({
  documents<Value>(name: string): Documents<Value> {
    return {
      get: (key) => read<Value>(statements.document.get(name, key), 'value'),
      values: () => statements.documents.all(name).map((row) => read<Value>(row, 'value') as Value),
      put: (key, value) => void statements.saveDocument.run(name, key, JSON.stringify(value)),
      remove: (key) => void statements.deleteDocument.run(name, key),
    };
  },
});

/** Machines are few and asked for at every step: they are kept in memory too. */
const machineMembers = (database: DatabaseSync, statements: Statements) => {
  const machines = new Map<string, MachineRecord>();
  for (const row of statements.machines.all()) {
    const machine = read<MachineRecord>(row, 'machine');
    if (machine) machines.set(machine.arn, machine);
  }
  return {
    machine: (arn: string) => machines.get(arn),
    machines: () => [...machines.values()],
    saveMachine(machine: MachineRecord) {
      inTransaction(database, () => {
        statements.saveMachine.run(machine.arn, JSON.stringify(machine));
        statements.addRevision.run(machine.revision, machine.arn, machine.definition);
      });
      machines.set(machine.arn, machine);
    },
    deleteMachine(arn: string) {
      inTransaction(database, () => {
        statements.deleteEvents.run(arn);
        for (const name of ['deleteExecutions', 'deleteRevisions', 'deleteMachine'] as const)
          statements[name].run(arn);
      });
      machines.delete(arn);
    },
    definition: (revision: string) => statements.revision.get(revision)?.definition as string | undefined,
  };
};

const executionMembers = (database: DatabaseSync, statements: Statements) => ({
  save(execution: Execution, events: readonly HistoryEvent[]) {
    inTransaction(database, () => {
      const { arn, machineArn, status } = execution;
      statements.saveExecution.run(arn, machineArn, status, JSON.stringify(execution));
      for (const event of events) statements.addEvent.run(arn, event.id, JSON.stringify(event));
    });
  },
  execution: (arn: string) => read<Execution>(statements.execution.get(arn), 'execution'),
  running: () => statements.running.all().map((row) => read<Execution>(row, 'execution') as Execution),
});

const queryMembers = (statements: Statements): Pick<StatesStore, 'executions' | 'events'> => ({
  executions({ machineArn, status = null, before = Number.MAX_SAFE_INTEGER, qualifiedArn = null, limit }) {
    const rows = statements.executions.all(
      ...[machineArn, status, status, before, qualifiedArn, qualifiedArn, limit],
    );
    return rows.map(
      (row): ListedExecution => ({
        position: Number(row.position),
        execution: read(row, 'execution') as Execution,
      }),
    );
  },
  events(arn, { reverse, after, limit }) {
    const rows = reverse
      ? statements.eventsBackward.all(arn, after ?? Number.MAX_SAFE_INTEGER, limit)
      : statements.eventsForward.all(arn, after ?? 0, limit);
    return rows.map((row) => read<HistoryEvent>(row, 'event') as HistoryEvent);
  },
});

/** Keeps everything in an SQLite file, so that what waits survives a crash; throws if the file cannot be used. */
export const openSqliteStore = (path: string): StatesStore => {
  const database = new DatabaseSync(path);
  prepareSchema(database, path);
  const statements = prepare(database);
  return {
    tokenKey(make) {
      const stored = statements.setting.get('tokenKey')?.value as Uint8Array | undefined;
      if (stored) return stored;
      const key = make();
      statements.addSetting.run('tokenKey', key);
      return key;
    },
    ...documentMembers(statements),
    ...machineMembers(database, statements),
    ...executionMembers(database, statements),
    ...queryMembers(statements),
    close: () => database.close(),
  };
};
