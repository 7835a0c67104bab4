import type { StatementSync } from 'node:sqlite';
import { bytesIn, type Row, textIn } from '../../foundation/data/columns.ts';
import { type Store, withChecksum } from '../../foundation/data/store.ts';
import { stringifyJson } from '../../foundation/json/deep-json.ts';
import type { Execution, Frame } from '../execution/execution.ts';
import type { HistoryEvent } from '../history/event.ts';
import { parseJson } from '../json.ts';
import { statesSchema } from './schema.ts';
import type { Documents, ListedExecution, MachineRecord, StatesStore } from './states-store.ts';

/** What a column holds, with the text of its values; undefined where there is no row. */
const read = <Value>(row: Row | undefined, column: string): Value | undefined =>
  row === undefined ? undefined : exactJsonIn(row, column);

const readAll = <Value>(rows: readonly Row[], column: string): Value[] =>
  rows.map((row) => exactJsonIn<Value>(row, column));

/** Only what the runtime wrote itself is read so: that it is what was written, the row's checksum says. */
const exactJsonIn = <Value>(row: Row, column: string): Value => parseJson(String(row[column])) as Value;

/** Where an execution stopped is kept apart from it: there may be a lot of that, and who lists executions does not ask for it. */
const STOPPED = 'stopped';

/**
 * An event's number is that of its execution's place, then its id, of which a history has 25,000 at most. So what an execution
 * records lies together, and what all of them record now is at the end: a save changes few pages.
 */
const NUMBERS_OF_EXECUTION = 65_536;

const FIRST_NUMBER = `(SELECT position FROM executions WHERE arn = ?1) * ${NUMBERS_OF_EXECUTION}`;

/** One statement a line: prepared once, because they are run at every step. */
const prepare = (store: Store) => {
  const of = (sql: string): StatementSync => store.prepare(sql);
  return {
    setting: of('SELECT value FROM states_settings WHERE name = ?'),
    addSetting: of('INSERT INTO states_settings VALUES (?1, ?2, checksum_of(?1, ?2))'),
    document: of('SELECT value FROM states_documents WHERE name = ? AND key = ?'),
    documents: of('SELECT value FROM states_documents WHERE name = ? ORDER BY rowid'),
    saveDocument: of(
      'INSERT INTO states_documents VALUES (?1, ?2, ?3, checksum_of(?1, ?2, ?3)) ON CONFLICT (name, key) DO UPDATE SET value = excluded.value, checksum = excluded.checksum',
    ),
    deleteDocument: of('DELETE FROM states_documents WHERE name = ? AND key = ?'),
    machines: of('SELECT machine FROM state_machines ORDER BY rowid'),
    saveMachine: of(
      'INSERT INTO state_machines VALUES (?1, ?2, checksum_of(?1, ?2)) ON CONFLICT DO UPDATE SET machine = excluded.machine, checksum = excluded.checksum',
    ),
    deleteMachine: of('DELETE FROM state_machines WHERE arn = ?'),
    addRevision: of(
      'INSERT OR IGNORE INTO state_machine_revisions VALUES (?1, ?2, ?3, checksum_of(?1, ?2, ?3))',
    ),
    revision: of('SELECT definition FROM state_machine_revisions WHERE revision = ?'),
    deleteRevisions: of('DELETE FROM state_machine_revisions WHERE machine_arn = ?'),
    positions: of('SELECT position FROM executions WHERE machine_arn = ?'),
    deleteEvents: of('DELETE FROM execution_events WHERE number BETWEEN ? AND ?'),
    deleteStopped: of(
      'DELETE FROM states_documents WHERE name = ? AND key IN (SELECT arn FROM executions WHERE machine_arn = ?)',
    ),
    deleteExecutions: of('DELETE FROM executions WHERE machine_arn = ?'),
    saveExecution: of(
      'INSERT INTO executions (arn, machine_arn, status, execution, checksum) VALUES (?, ?, ?, ?, ?) ON CONFLICT (arn) DO UPDATE SET status = excluded.status, execution = excluded.execution, checksum = excluded.checksum RETURNING position',
    ),
    execution: of('SELECT execution FROM executions WHERE arn = ?'),
    running: of("SELECT execution FROM executions WHERE status = 'RUNNING' ORDER BY position"),
    executions: of(
      "SELECT position, execution FROM executions WHERE machine_arn = ? AND (? IS NULL OR status = ?) AND position < ? AND (? IS NULL OR ? IN (execution ->> 'versionArn', execution ->> 'aliasArn')) ORDER BY position DESC LIMIT ?",
    ),
    addEvent: of('INSERT INTO execution_events VALUES (?, ?, ?)'),
    eventsForward: of(
      `SELECT event FROM execution_events WHERE number > ${FIRST_NUMBER} + ?2 AND number < ${FIRST_NUMBER} + ${NUMBERS_OF_EXECUTION} ORDER BY number LIMIT ?3`,
    ),
    eventsBackward: of(
      `SELECT event FROM execution_events WHERE number > ${FIRST_NUMBER} AND number < ${FIRST_NUMBER} + ?2 ORDER BY number DESC LIMIT ?3`,
    ),
  };
};

type Statements = ReturnType<typeof prepare>;

const documentMembers = (store: Store, statements: Statements): Pick<StatesStore, 'documents'> => ({
  documents<Value>(name: string): Documents<Value> {
    return {
      get: (key) => read<Value>(statements.document.get(name, key), 'value'),
      values: () => readAll<Value>(statements.documents.all(name), 'value'),
      put: (key, value) =>
        void store.write(() => statements.saveDocument.run(name, key, JSON.stringify(value))),
      remove: (key) => void store.write(() => statements.deleteDocument.run(name, key)),
    };
  },
});

/** Machines are few and asked for at every step: they are kept in memory too. */
const machineMembers = (store: Store, statements: Statements) => {
  const machines = new Map<string, MachineRecord>();
  for (const row of statements.machines.all()) {
    const machine = read<MachineRecord>(row, 'machine');
    if (machine) machines.set(machine.arn, machine);
  }
  return {
    machine: (arn: string) => machines.get(arn),
    machines: () => [...machines.values()],
    saveMachine(machine: MachineRecord) {
      store.atomically(() => {
        statements.saveMachine.run(machine.arn, JSON.stringify(machine));
        statements.addRevision.run(machine.revision, machine.arn, machine.definition);
      });
      machines.set(machine.arn, machine);
    },
    deleteMachine(arn: string) {
      store.atomically(() => {
        for (const { position } of statements.positions.all(arn)) {
          const first = Number(position) * NUMBERS_OF_EXECUTION;
          statements.deleteEvents.run(first, first + NUMBERS_OF_EXECUTION - 1);
        }
        statements.deleteStopped.run(STOPPED, arn);
        for (const name of ['deleteExecutions', 'deleteRevisions', 'deleteMachine'] as const)
          statements[name].run(arn);
      });
      machines.delete(arn);
    },
    definition: (revision: string) => textIn(statements.revision.get(revision), 'definition'),
  };
};

const executionMembers = (store: Store, statements: Statements) => ({
  save(execution: Execution, events: readonly HistoryEvent[]) {
    store.atomically(() => {
      const { arn, machineArn, status, stopped, redrive } = execution;
      const kept = stopped === undefined ? execution : { ...execution, stopped: [] };
      const row = withChecksum(arn, machineArn, status, stringifyJson(kept) ?? '');
      const first = Number(statements.saveExecution.get(...row)?.position) * NUMBERS_OF_EXECUTION;
      if (stopped) statements.saveDocument.run(STOPPED, arn, stringifyJson(stopped) ?? '');
      else if (redrive) statements.deleteDocument.run(STOPPED, arn);
      for (const event of events)
        statements.addEvent.run(...withChecksum(first + event.id, JSON.stringify(event)));
    });
  },
  execution: (arn: string) => read<Execution>(statements.execution.get(arn), 'execution'),
  stopped: (arn: string) => read<Frame[]>(statements.document.get(STOPPED, arn), 'value') ?? [],
  running: () => readAll<Execution>(statements.running.all(), 'execution'),
});

const queryMembers = (statements: Statements): Pick<StatesStore, 'executions' | 'events'> => ({
  executions({ machineArn, status = null, before = Number.MAX_SAFE_INTEGER, qualifiedArn = null, limit }) {
    const rows = statements.executions.all(
      ...[machineArn, status, status, before, qualifiedArn, qualifiedArn, limit],
    );
    return rows.map(
      (row): ListedExecution => ({
        position: Number(row.position),
        execution: exactJsonIn<Execution>(row, 'execution'),
      }),
    );
  },
  events(arn, { reverse, after, limit }) {
    const rows = reverse
      ? statements.eventsBackward.all(arn, after ?? NUMBERS_OF_EXECUTION, limit)
      : statements.eventsForward.all(arn, after ?? 0, limit);
    return readAll(rows, 'event');
  },
});

/** Keeps everything in the runtime's store, so that what waits survives a crash. */
export const createStoredStates = (store: Store): StatesStore => {
  store.define(statesSchema);
  const statements = prepare(store);
  return {
    tokenKey(make) {
      const stored = statements.setting.get('tokenKey');
      if (stored) return bytesIn(stored, 'value');
      const key = make();
      store.write(() => statements.addSetting.run('tokenKey', key));
      return key;
    },
    ...documentMembers(store, statements),
    ...machineMembers(store, statements),
    ...executionMembers(store, statements),
    ...queryMembers(statements),
    // The store is shared.
    close: () => {},
  };
};
