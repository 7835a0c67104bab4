import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import type { Simulator } from '../engine/simulator.ts';
import { createRecording, type Recording } from '../recording/recording.ts';
import { parties } from '../scenario/parties.ts';
import type { WorkItem } from '../scenario/work-item.ts';
import { type CallbacksTable, callbacksTable } from '../services/callbacks-table.ts';
import { type EventBus, eventBus } from '../services/event-bus.ts';
import { type BatchFunction, eventSourceMapping } from '../services/event-source-mapping.ts';
import type { Attempt } from '../services/execution.ts';
import { FunctionCrash } from '../services/lambda-function.ts';
import type { Queue } from '../services/queue.ts';
import {
  type QueueWithDeadLetters,
  queueBeside,
  queueWithDeadLetters,
} from '../services/queue-with-dead-letters.ts';
import { type StepFunctions, stepFunctions } from '../services/step-functions.ts';
import { cancellationQueue, cancellationRule } from './cancellations.ts';
import type { Mutations } from './mutations.ts';
import { type RelayArchive, relayArchive } from './relay-archive.ts';
import { relayFunction } from './relay-function.ts';
import { relayRule, secondMappingRule, statusChange, succeededRule } from './relay-rule.ts';
import { queueUrls, requesterFunction } from './requester-function.ts';
import { workerFunction } from './worker-function.ts';

export interface SystemSettings {
  readonly quota: { readonly burst: number; readonly perSecond: number };
  /** Of the redrive policies of the relay's queues: as deployed where it is left out. */
  readonly maxReceiveCount?: number;
  readonly parkedSeconds: number;
  /** Of all three functions: milliseconds that a batch waits to be filled. */
  readonly batchingWindow: number;
  /** Of the relay: as deployed where they are left out. */
  readonly batchSize?: number;
  readonly instances?: number;
  /** By the number in a task's payload. */
  readonly workItems: readonly WorkItem[];
  /** Whether the task's request goes to the worker; otherwise it has no reader. */
  readonly isForWorker: (attempt: Attempt) => boolean;
  readonly onRequest: (body: string) => void;
}

/** Requester, relay and worker over simulated services. */
export interface System {
  readonly stepFunctions: StepFunctions;
  readonly table: CallbacksTable;
  /** What was done to the rows, for the check against the specification. */
  readonly steps: Recording['steps'];
  readonly bus: EventBus;
  readonly archive: RelayArchive;
  readonly relayQueue: QueueWithDeadLetters;
  /** What the relay is to handle again later; its dead letters are the relay queue's. */
  readonly deferredQueue: QueueWithDeadLetters;
  readonly requestQueue: QueueWithDeadLetters;
  /** Bodies of all requests, in the order in which they were sent. */
  readonly requestBodies: readonly string[];
}

const {
  relay: deployed,
  relayQueue: results,
  deferredQueue: deferral,
  requestQueue: requests,
  deadLetters: dead,
} = deployedConfiguration;

/** The construct shares the quota among the instances of both mappings. */
const deployedInstances = results.maximumConcurrency + deferral.maximumConcurrency;

/** Sets everything up as `infra` does. */
export function assemble(simulator: Simulator, settings: SystemSettings, mutations: Mutations): System {
  const { quota, maxReceiveCount, instances = deployedInstances } = settings;
  const received = maxReceiveCount === undefined ? {} : { maxReceiveCount };
  const table = mutations.table(callbacksTable(simulator));
  const recording = createRecording(simulator, table);
  const bus = eventBus(simulator);
  const archive = relayArchive();
  const { relayQueue, deferredQueue, requestQueue, cancellations } = queues(simulator, received);
  const requestBodies: string[] = [];
  const service: StepFunctions = stepFunctions(simulator, {
    quota,
    invoke: (attempt) =>
      simulator.random.chance(simulator.faults().functionThrottled)
        ? Promise.reject(new FunctionCrash('Lambda.TooManyRequestsException', 'Rate Exceeded'))
        : requester.invoke(attempt).response,
    onStatusChange: (executionArn, status, redriveCount) => {
      const detail = JSON.stringify({ executionArn, status, redriveCount });
      bus.put(parties.homeAccount, [{ source: 'aws.states', detailType: statusChange, detail }]);
    },
  });
  const requester = requesterFunction(
    simulator,
    {
      recording,
      bus,
      rowRetentionSeconds: deployed.rowRetentionSeconds,
      queueUrlOf: (attempt) => (settings.isForWorker(attempt) ? queueUrls.worker : queueUrls.unattended),
      sendRequest(queueUrl, body) {
        requestBodies.push(body);
        if (queueUrl === queueUrls.worker) requestQueue.queue.send(body);
        settings.onRequest(body);
      },
    },
    mutations,
  );
  const relay = relayFunction(
    simulator,
    {
      recording,
      bus,
      archive,
      results: relayQueue,
      deferred: deferredQueue.queue,
      stepFunctions: service,
      share: {
        burst: Math.max(1, Math.floor(quota.burst / instances)),
        perSecond: quota.perSecond / instances,
      },
      parkedSeconds: settings.parkedSeconds,
      rowRetentionSeconds: deployed.rowRetentionSeconds,
    },
    mutations,
  );
  const worker = workerFunction(
    simulator,
    {
      bus,
      workItems: settings.workItems,
      cancellationQueue: (from) => cancellationQueue(simulator, from, cancellations),
    },
    mutations,
  );
  connectQueues(
    simulator,
    settings,
    { bus, relayQueue, deferredQueue, requestQueue, cancellations },
    relay,
    worker,
  );
  return {
    stepFunctions: service,
    table,
    steps: recording.steps,
    bus,
    archive,
    relayQueue,
    deferredQueue,
    requestQueue,
    requestBodies,
  };
}

/** In the order in which they draw what they need of the seed. */
function queues(simulator: Simulator, received: { readonly maxReceiveCount?: number }) {
  const withLetters = (name: string, settings: typeof results | typeof requests) =>
    queueWithDeadLetters(simulator, name, settings, dead.retentionSeconds);
  const relayQueue = withLetters('relay-queue', { ...results, ...received });
  const { deadLetters } = relayQueue;
  const deferredQueue = queueBeside(simulator, 'deferred-queue', deadLetters, { ...deferral, ...received });
  const requestQueue = withLetters('request-queue', requests);
  const { queue: cancellations } = withLetters('cancellation-queue', requests);
  return { relayQueue, deferredQueue, requestQueue, cancellations };
}

interface Connected extends Pick<System, 'bus' | 'relayQueue' | 'deferredQueue' | 'requestQueue'> {
  readonly cancellations: Queue;
}

/** The rules of the bus, and the event source mappings. */
function connectQueues(
  simulator: Simulator,
  { batchingWindow, batchSize = results.batchSize, instances = deployedInstances }: SystemSettings,
  { bus, relayQueue, deferredQueue, requestQueue, cancellations }: Connected,
  relay: BatchFunction,
  worker: BatchFunction,
): void {
  bus.addRule(relayRule(relayQueue.queue));
  bus.addRule(secondMappingRule(relayQueue.queue));
  bus.addRule(succeededRule(deferredQueue.queue, deferral.delaySeconds));
  bus.addRule(cancellationRule(cancellations));
  eventSourceMapping(simulator, relayQueue.queue, relay, {
    batchSize,
    batchingWindow,
    maximumConcurrency: instances - deferral.maximumConcurrency,
  });
  eventSourceMapping(simulator, deferredQueue.queue, relay, { ...deferral, batchSize, batchingWindow });
  eventSourceMapping(simulator, requestQueue.queue, worker, { ...requests, batchingWindow });
}
