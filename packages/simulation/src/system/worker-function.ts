import { defineWorker, Failure, type HandlerContext, lambdaWorker } from '@callback-relay/worker';
import { workerEnvironment } from '@callback-relay/worker/environment';
import type {
  CancellationQueue,
  Log,
  PublishOutcome,
  ResultEntry,
  ResultPublisher,
  SqsEvent,
} from '@callback-relay/worker/ports';
import { z } from 'zod';
import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import { answerOfRun } from '../scenario/answers.ts';
import { parties } from '../scenario/parties.ts';
import type { WorkItem } from '../scenario/work-item.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { BatchResponse } from '../services/event-source-mapping.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import { type Local, remote } from '../services/remote.ts';
import { instanceClock } from './instance-clock.ts';
import type { Mutations } from './mutations.ts';

export interface WorkerEnvironment {
  readonly bus: EventBus;
  readonly workItems: readonly WorkItem[];
  readonly cancellationQueue: (from: Instance) => CancellationQueue;
}

/** Of the request queue's redrive policy. */
const MAX_RECEIVES = 5;
const FUNCTION_TIMEOUT = deployedConfiguration.worker.timeoutSeconds * 1000;

/** The worker's real code behind an event source mapping, with the handler that does a scenario's workItems. */
export function workerFunction(simulator: Simulator, environment: WorkerEnvironment, mutations: Mutations) {
  const runs = new Map<number, number>();
  return lambdaFunction<readonly ReceivedMessage[], BatchResponse>(simulator, {
    role: 'worker',
    account: parties.workerAccount,
    timeout: FUNCTION_TIMEOUT,
    create(from) {
      const worker = defineWorker({
        name: parties.workerSource,
        payload: z.object({ workItem: z.number() }),
        handle: ({ workItem }, context) =>
          perform(simulator, from, environment.workItems[workItem] as WorkItem, runs, context),
      });
      const handle = lambdaWorker(worker, {
        publisher: mutations.publisher(publisher(simulator, from, environment.bus)),
        cancellationQueue: environment.cancellationQueue(from),
        clock: instanceClock(simulator, from),
        random: simulator.random.fraction,
        log: traceLog(simulator, from),
        env: { [workerEnvironment.maxReceiveCount]: String(MAX_RECEIVES) },
      });
      return mutations.workerHandler((messages) =>
        handle({ Records: messages.map(recordOf) }, { getRemainingTimeInMillis: () => FUNCTION_TIMEOUT }),
      );
    },
  });
}

function recordOf({ messageId, body, receiveCount }: ReceivedMessage): SqsEvent['Records'][number] {
  return { messageId, body, attributes: { ApproximateReceiveCount: String(receiveCount) } };
}

/** The handler: works for as long as the workItem takes, unless it is stopped. */
async function perform(
  simulator: Simulator,
  from: Instance,
  workItem: WorkItem,
  runs: Map<number, number>,
  context: HandlerContext,
): Promise<string> {
  const run = (runs.get(workItem.number) ?? 0) + 1;
  runs.set(workItem.number, run);
  const answer = answerOfRun(workItem, run);
  const rests = workItem.heartbeats + 1;
  for (let rest = 1; rest <= rests; rest++) {
    await instanceClock(simulator, from).sleep(workItem.duration / rests);
    context.signal.throwIfAborted();
    if (rest < rests) context.progress({ rest });
  }
  if (answer.kind === 'failure') throw new Failure('WorkFailed', answer.text);
  return answer.text;
}

/** As the adapter does it: a call that fails refuses each of its entries. */
function publisher(simulator: Simulator, from: Instance, bus: EventBus): ResultPublisher {
  const local: Local<ResultPublisher> = {
    publish: (entries) => entries.map((entry) => put(simulator, bus, from.account, entry)),
  };
  const port = remote<ResultPublisher>(simulator, from, 'events', local);
  return {
    publish: (entries) =>
      port
        .publish(entries)
        .catch((error: unknown) => entries.map(() => refusal(error instanceof Error ? error.name : 'Error'))),
  };
}

function put(simulator: Simulator, bus: EventBus, account: string, entry: ResultEntry): PublishOutcome {
  if (simulator.random.chance(simulator.faults().throttled)) return refusal('ThrottlingException');
  const { source, detailType, detail } = entry;
  const [eventId = ''] = bus.put(account, [{ source, detailType, detail }]);
  return { status: 'accepted', eventId };
}

function refusal(code: string): PublishOutcome {
  return { status: 'refused', code, message: 'for the moment', transient: true };
}

function traceLog(simulator: Simulator, from: Instance): Log {
  const say = (message: string, fields: object) =>
    simulator.trace.add(simulator.time.now(), from.name, () => `log: ${message} ${JSON.stringify(fields)}`);
  return { info: say, warn: say, error: say };
}
