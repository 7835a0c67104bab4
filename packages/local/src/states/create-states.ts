import type { Clock } from '../foundation/clock.ts';
import { onFirstUse } from '../foundation/first-use.ts';
import type { Authorize, CallService, Service } from '../foundation/service.ts';
import type { MachineContext } from './api/states-context.ts';
import { machineArnOf } from './execution/arn.ts';
import { createTokens, TOKEN_KEY_BYTES } from './execution/token.ts';
import type { ReportedEvent } from './history/event.ts';
import type { StatusChangeEvent } from './history/status-change.ts';
import { type Ids, systemIds } from './ids.ts';
import { createEvaluationThreads } from './jsonata/threads.ts';
import { stateOperations } from './operations.ts';
import { createMemoryStore } from './store/memory-store.ts';
import type { StatesStore } from './store/states-store.ts';

export interface StatesOptions {
  readonly clock: Clock;
  /** How tasks reach the other services, under the role of their machine. */
  readonly callService: CallService;
  /** Asked for the rights that a machine's role must have when it is created; by default all are there. */
  readonly authorize?: Authorize;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Where everything is kept; in memory by default. It is closed with `stop`. */
  readonly store?: StatesStore;
  /** Gets every change of an execution's status, for the default bus; must not throw. */
  readonly publishStatusChange: (event: StatusChangeEvent) => void;
  /** Counts work in other threads as activity, for a clock that waits until nothing goes on. */
  readonly track?: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly ids?: Ids;
}

export type HistoryListener = (reported: ReportedEvent) => void;

export interface States {
  /** The operations of Step Functions, for the endpoint. */
  readonly service: Service;
  /**
   * Loads what runs executions, where the store holds some that ran; gives what takes them up, to be called once the
   * services that tasks call are there.
   */
  restoring(): Promise<() => void>;
  /** Ends all activity; executions stay as they are in the store. */
  stop(): Promise<void>;
  /** The ARN of the machine that a task token belongs to, open or not; undefined for anything that is not a token. */
  machineOf(taskToken: string): string | undefined;
  /** Hears of every event of an execution, and of an iteration of a Map run, once it is saved, in order; gives back what ends it. */
  onEvent(listener: HistoryListener): () => void;
}

/** Removes a machine that is being deleted, once none of its executions runs. */
const settleDeletionIn = (store: StatesStore) => (machineArn: string) => {
  if (store.machine(machineArn)?.status !== 'DELETING') return;
  if (store.executions({ machineArn, status: 'RUNNING', limit: 1 }).length === 0)
    store.deleteMachine(machineArn);
};

/** A local Step Functions: Standard workflows as AWS documents them; SUPPORTED.md lists what is supported and what differs. */
export const createStates = (options: StatesOptions): States => {
  const { clock, callService, account, region, ids = systemIds, store = createMemoryStore() } = options;
  const { publishStatusChange, track = (work) => work } = options;
  const listeners = new Set<HistoryListener>();
  const tokens = createTokens(
    store.tokenKey(() => ids.bytes(TOKEN_KEY_BYTES)),
    ids,
  );
  const threads = createEvaluationThreads({ track });
  const machines: MachineContext = {
    ...{ clock, ids, account, region, store, callService, parseElsewhere: threads.parse },
    ...(options.authorize && { authorize: options.authorize }),
    settleDeletion: settleDeletionIn(store),
  };
  let isUsed = false;
  const executions = onFirstUse(async () => {
    isUsed = true;
    const { createExecutions } = await import('./create-executions.ts');
    return createExecutions({
      ...{ machines, tokens, threads, track, publishStatusChange },
      onEvent: (reported) => {
        for (const listener of listeners) listener(reported);
      },
    });
  });

  return {
    service: { operations: stateOperations(machines, async () => (await executions()).operations) },
    async restoring() {
      const running = store.running();
      if (running.length === 0) return () => {};
      const { restore } = await executions();
      return () => restore(running);
    },
    async stop() {
      if (isUsed) await (await executions()).stop();
      await threads.stop();
      store.close();
    },
    machineOf(taskToken) {
      const ref = tokens.open(taskToken);
      return ref && machineArnOf(ref.executionArn);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
