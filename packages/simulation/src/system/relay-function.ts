import { relaySource } from '@callback-relay/contract';
import {
  createQuota,
  handleBatch,
  type QueueRecord,
  type Relay,
  type EventBus as RelayBus,
  type RelayQueue,
  type TaskService,
} from '@callback-relay/relay';
import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import { hexOf } from '../engine/hex.ts';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Recording } from '../recording/recording.ts';
import { parties } from '../scenario/parties.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { BatchResponse } from '../services/event-source-mapping.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { Queue, ReceivedMessage } from '../services/queue.ts';
import type { QueueWithDeadLetters } from '../services/queue-with-dead-letters.ts';
import { type Local, remote } from '../services/remote.ts';
import type { StepFunctions } from '../services/step-functions.ts';
import { instanceClock } from './instance-clock.ts';
import type { Mutations } from './mutations.ts';
import type { RelayArchive } from './relay-archive.ts';

export interface RelayEnvironment {
  readonly bus: EventBus;
  readonly results: QueueWithDeadLetters;
  readonly deferred: Queue;
  readonly stepFunctions: StepFunctions;
  /** One instance's share of the quota. */
  readonly share: { readonly burst: number; readonly perSecond: number };
  readonly parkedSeconds: number;
  readonly rowRetentionSeconds: number;
  readonly archive: RelayArchive;
  readonly recording: Recording;
}

const FUNCTION_TIMEOUT = deployedConfiguration.relay.timeoutSeconds * 1000;

/** The relay's real code behind its event source mapping, over simulated services. */
export function relayFunction(simulator: Simulator, environment: RelayEnvironment, mutations: Mutations) {
  return lambdaFunction<readonly ReceivedMessage[], BatchResponse>(simulator, {
    role: 'relay',
    account: parties.homeAccount,
    timeout: FUNCTION_TIMEOUT,
    create(from) {
      const relay = mutations.relay(relayOf(simulator, from, environment));
      const handle = mutations.relayHandler((records) => {
        const endsAt = simulator.time.now() + FUNCTION_TIMEOUT;
        return handleBatch(records, relay, () => endsAt - simulator.time.now());
      });
      return (messages) =>
        environment.archive.batch(simulator, from, messages, () => handle(messages.map(recordOf)));
    },
  });
}

function relayOf(simulator: Simulator, from: Instance, environment: RelayEnvironment): Relay {
  const { recording, share, archive, parkedSeconds, rowRetentionSeconds } = environment;
  const clock = instanceClock(simulator, from);
  const { burst, perSecond } = share;
  const journal = archive.journal(simulator, from);
  return {
    store: recording.callbackStore(from),
    tasks: archive.watched(from, recording.tasks(from, taskService(environment.stepFunctions))),
    eventBus: recording.bus(from, relayBus(simulator, environment.bus)),
    queue: remote(simulator, from, 'sqs', relayQueue(environment)),
    journal: {
      ...journal,
      verdict(record) {
        recording.verdict(from, record);
        journal.verdict(record);
      },
    },
    quota: createQuota({ burst, callsPerSecond: perSecond, now: clock.now }),
    clock: { now: clock.now, wait: clock.sleep },
    random: simulator.random.fraction,
    newId: () => hexOf(simulator.random.bytes(16)),
    settings: { parkedSeconds, rowRetentionSeconds, concurrency: 10 },
  };
}

function taskService(service: StepFunctions): Local<TaskService> {
  return {
    sendTaskSuccess: (token, output) => service.sendTaskSuccess(token, output),
    sendTaskFailure: (token, error, cause) => service.sendTaskFailure(token, error, cause),
    sendTaskHeartbeat: (token) => service.sendTaskHeartbeat(token),
  };
}

function relayBus(simulator: Simulator, bus: EventBus): Local<RelayBus> {
  return {
    putEvents: (entries) =>
      entries.map(({ detailType, detail }) => {
        if (simulator.random.chance(simulator.faults().throttled)) return 'ThrottlingException';
        bus.put(parties.homeAccount, [{ source: relaySource, detailType, detail }]);
        return undefined;
      }),
  };
}

function relayQueue({ results, deferred }: RelayEnvironment): Local<RelayQueue> {
  return {
    changeVisibility: (receiptHandle, seconds) =>
      results.queue.changeVisibility(receiptHandle, seconds * 1000),
    defer: ({ body, delaySeconds, attributes }) => deferred.send(body, delaySeconds * 1000, attributes),
    sendToDeadLetterQueue: ({ body }) => results.deadLetters.send(body),
  };
}

function recordOf(message: ReceivedMessage): QueueRecord {
  const { messageId, receiptHandle, body, attributes, receiveCount, firstReceivedAt } = message;
  const numbers = Object.entries(attributes).map(([name, value]) => [name, { stringValue: String(value) }]);
  return {
    messageId,
    receiptHandle,
    body,
    eventSourceARN: `arn:aws:sqs:sim:${parties.homeAccount}:relay`,
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
    },
    messageAttributes: Object.fromEntries(numbers),
  };
}
