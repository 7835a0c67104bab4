import type { Clock } from '../foundation/clock.ts';
import type { Authorize, CallService, Service } from '../foundation/service.ts';
import { activityOperations } from './api/activities.ts';
import { aliasOperations } from './api/aliases.ts';
import { executionOperations } from './api/executions.ts';
import { historyOperations } from './api/history.ts';
import { machineOperations } from './api/machines.ts';
import { startOperations } from './api/start-execution.ts';
import type { StatesContext } from './api/states-context.ts';
import { tagOperations } from './api/tags.ts';
import { taskOperations } from './api/tasks.ts';
import { testStateOperations } from './api/test-state/test-state.ts';
import { validationOperations } from './api/validation.ts';
import { versionOperations } from './api/versions.ts';
import { createJsonata } from './dataflow/jsonata.ts';
import { createJsonPath } from './dataflow/jsonpath.ts';
import { createActivityQueue } from './engine/activity-queue.ts';
import { createEngine } from './engine/engine.ts';
import type { EnginePorts } from './engine/engine-state.ts';
import { machineArnOf } from './execution/arn.ts';
import { asStarted, type Execution } from './execution/execution.ts';
import { createTokens, TOKEN_KEY_BYTES } from './execution/token.ts';
import type { HistoryEvent } from './history/event.ts';
import { type StatusChangeEvent, statusChangeEvent } from './history/status-change.ts';
import { type Ids, systemIds } from './ids.ts';
import { createIntrinsics } from './intrinsics/intrinsics.ts';
import { createEvaluationThreads } from './jsonata/threads.ts';
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

export type HistoryListener = (executionArn: string, event: HistoryEvent) => void;

export interface States {
  /** The operations of Step Functions, for the endpoint. */
  readonly service: Service;
  /** Takes up the executions that the store holds: call it once the services that tasks call are there. */
  restore(): void;
  /** Ends all activity; executions stay as they are in the store. */
  stop(): Promise<void>;
  /** The ARN of the machine that a task token belongs to, open or not; undefined for anything that is not a token. */
  machineOf(taskToken: string): string | undefined;
  /** Hears of every history event once it is saved, in order; gives back what ends it. */
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
  const now = () => clock.now();
  const listeners = new Set<HistoryListener>();
  const tokens = createTokens(
    store.tokenKey(() => ids.bytes(TOKEN_KEY_BYTES)),
    ids,
  );
  const settleDeletion = settleDeletionIn(store);

  const saved: EnginePorts['saved'] = (execution, events, begun) => {
    for (const event of events) for (const listener of listeners) listener(execution.arn, event);
    const ended = execution.status !== 'RUNNING';
    const publish = (changed: Execution) => {
      // EventBridge hears of Standard executions only.
      if (!changed.express) options.publishStatusChange(statusChangeEvent(changed, { account, region }));
    };
    if (begun) publish(asStarted(execution));
    if (!ended) return;
    publish(execution);
    settleDeletion(execution.machineArn);
  };

  const track: EnginePorts['track'] = options.track ?? ((work) => work);
  const threads = createEvaluationThreads({ track });
  const languages = {
    JSONPath: createJsonPath(createIntrinsics(ids)),
    JSONata: createJsonata({ outside: { ids, now }, threads }),
  };
  const activities = createActivityQueue();
  const stopping = new AbortController();
  const activityExists = (arn: string) => store.documents('activities').get(arn) !== undefined;
  const engine = createEngine({
    clock,
    store,
    context: { now, ids, tokens, languages, region, activityExists },
    activities,
    callService,
    account,
    region,
    now,
    ids,
    saved,
    track,
    mustEnd: (execution) => store.machine(execution.machineArn)?.status !== 'ACTIVE',
  });
  const context: StatesContext = {
    ...{ clock, ids, account, region, store, engine, tokens, settleDeletion, activities },
    ...{ languages, callService, parseElsewhere: threads.parse },
    ...(options.authorize && { authorize: options.authorize }),
    stopping: stopping.signal,
  };

  return {
    service: {
      operations: {
        ...machineOperations(context),
        ...versionOperations(context),
        ...aliasOperations(context),
        ...tagOperations(context),
        ...startOperations(context),
        ...executionOperations(context),
        ...historyOperations(context),
        ...taskOperations(context),
        ...activityOperations(context),
        ...validationOperations(context),
        ...testStateOperations(context),
      },
    },
    restore: () => engine.restore(),
    async stop() {
      stopping.abort();
      await engine.stop();
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
