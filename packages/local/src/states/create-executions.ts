import { activityOperations } from './api/activities.ts';
import { executionOperations } from './api/executions.ts';
import { historyOperations } from './api/history.ts';
import { listOperations } from './api/list-executions.ts';
import { redriveOperations } from './api/redrive-execution.ts';
import { startOperations } from './api/start-execution.ts';
import type { MachineContext, StatesContext } from './api/states-context.ts';
import { taskOperations } from './api/tasks.ts';
import { testStateOperations } from './api/test-state/test-state.ts';
import { createJsonata } from './dataflow/jsonata.ts';
import { createJsonPath } from './dataflow/jsonpath.ts';
import { createActivityQueue } from './engine/activity-queue.ts';
import { createEngine } from './engine/engine.ts';
import type { EnginePorts } from './engine/engine-state.ts';
import { asStarted, type Execution } from './execution/execution.ts';
import type { Tokens } from './execution/token.ts';
import type { ReportedEvent } from './history/event.ts';
import { type StatusChangeEvent, statusChangeEvent } from './history/status-change.ts';
import { createIntrinsics } from './intrinsics/intrinsics.ts';
import type { EvaluationThreads } from './jsonata/threads.ts';

export interface ExecutionsOptions {
  readonly machines: MachineContext;
  readonly tokens: Tokens;
  readonly threads: EvaluationThreads;
  readonly track: EnginePorts['track'];
  readonly publishStatusChange: (event: StatusChangeEvent) => void;
  /** Hears of every history event once it is saved. */
  readonly onEvent: (reported: ReportedEvent) => void;
}

/** What runs executions, and the operations on them: loaded when the first of these is called. */
export const createExecutions = (options: ExecutionsOptions) => {
  const { machines, tokens, threads, track } = options;
  const { clock, callService, account, region, ids, store, settleDeletion } = machines;
  const now = () => clock.now();
  const isDeleting = ({ machineArn }: Execution) => store.machine(machineArn)?.status !== 'ACTIVE';
  const saved: EnginePorts['saved'] = ({ execution, events, iterationEvents }, begun) => {
    for (const event of events) options.onEvent({ executionArn: execution.arn, event });
    for (const reported of iterationEvents) options.onEvent(reported);
    const ended = execution.status !== 'RUNNING';
    const publish = (changed: Execution) => {
      // EventBridge hears of Standard executions only.
      if (!changed.express)
        options.publishStatusChange(
          statusChangeEvent(changed, { account, region, now: now(), isDeleting: isDeleting(changed) }),
        );
    };
    if (begun) publish(asStarted(execution));
    if (!ended) return;
    publish(execution);
    settleDeletion(execution.machineArn);
  };
  const languages = {
    JSONPath: createJsonPath(createIntrinsics(ids)),
    JSONata: createJsonata({ outside: { ids, now }, threads }),
  };
  const activities = createActivityQueue();
  const stopping = new AbortController();
  const activityExists = (arn: string) => store.documents('activities').get(arn) !== undefined;
  const engine = createEngine({
    ...{ clock, store, activities, callService, account, region, now, ids, saved, track },
    context: { now, ids, tokens, languages, region, activityExists },
    mustEnd: isDeleting,
  });
  const context: StatesContext = {
    ...{ ...machines, engine, tokens, activities, languages },
    stopping: stopping.signal,
  };
  return {
    operations: {
      ...startOperations(context),
      ...redriveOperations(context),
      ...executionOperations(context),
      ...listOperations(context),
      ...historyOperations(context),
      ...taskOperations(context),
      ...activityOperations(context),
      ...testStateOperations(context),
    },
    restore: engine.restore,
    stop() {
      stopping.abort();
      return engine.stop();
    },
  };
};
