import type { Execution } from '../execution/execution.ts';
import { createEventLog } from './event-log.ts';
import type {
  Documents,
  ExecutionQuery,
  ListedExecution,
  MachineRecord,
  StatesStore,
} from './states-store.ts';

interface Kept {
  readonly position: number;
  readonly execution: Execution;
}

/** Keeps everything in memory: gone with the process. */
export const createMemoryStore = (): StatesStore => {
  const machines = new Map<string, MachineRecord>();
  const revisions = new Map<string, MachineRecord>();
  const executions = new Map<string, Kept>();
  const events = createEventLog();
  let key: Uint8Array | undefined;
  let position = 0;

  const documents = new Map<string, Map<string, unknown>>();

  const matches = (query: ExecutionQuery) => (kept: Kept) =>
    kept.execution.machineArn === query.machineArn &&
    (query.qualifiedArn === undefined ||
      query.qualifiedArn === kept.execution.versionArn ||
      query.qualifiedArn === kept.execution.aliasArn) &&
    (query.status === undefined || kept.execution.status === query.status) &&
    kept.position < (query.before ?? Number.POSITIVE_INFINITY);

  return {
    tokenKey(make) {
      key ??= make();
      return key;
    },
    documents<Value>(name: string): Documents<Value> {
      const values = (documents.get(name) ?? new Map()) as Map<string, Value>;
      documents.set(name, values);
      return {
        get: (key) => values.get(key),
        values: () => [...values.values()],
        put: (key, value) => void values.set(key, value),
        remove: (key) => void values.delete(key),
      };
    },
    saveMachine(machine) {
      machines.set(machine.arn, machine);
      revisions.set(machine.revision, machine);
    },
    machine: (arn) => machines.get(arn),
    machines: () => [...machines.values()],
    deleteMachine(arn) {
      machines.delete(arn);
      for (const [revision, machine] of revisions) if (machine.arn === arn) revisions.delete(revision);
      for (const [key, { execution }] of executions) {
        if (execution.machineArn !== arn) continue;
        executions.delete(key);
        events.remove(key);
      }
    },
    definition: (revision) => revisions.get(revision)?.definition,
    save(execution, added) {
      events.add(execution.arn, added);
      const kept = executions.get(execution.arn);
      if (kept?.execution === execution) return;
      executions.set(execution.arn, { position: kept?.position ?? ++position, execution });
    },
    execution: (arn) => executions.get(arn)?.execution,
    stopped: (arn) => executions.get(arn)?.execution.stopped ?? [],
    running: () =>
      [...executions.values()].map((kept) => kept.execution).filter(({ status }) => status === 'RUNNING'),
    executions: (query): ListedExecution[] =>
      [...executions.values()].filter(matches(query)).reverse().slice(0, query.limit),
    events: events.read,
    close: events.close,
  };
};
