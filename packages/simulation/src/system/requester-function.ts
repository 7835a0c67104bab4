import { openedEventType, RelayError, relaySource } from '@callback-relay/contract';
import {
  type EventBus as NoticeBus,
  type OpenCallbackInput,
  openCallback,
  type RequestQueue,
} from '@callback-relay/requester';
import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Recording } from '../recording/recording.ts';
import { parties } from '../scenario/parties.ts';
import type { EventBus } from '../services/event-bus.ts';
import type { Attempt } from '../services/execution.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { Local } from '../services/remote.ts';
import type { Mutations } from './mutations.ts';

export const queueUrls = {
  worker: 'https://sqs.simulation/worker',
  /** It has no reader: the answer comes from a domain that has never heard of requests, or never. */
  unattended: 'https://sqs.simulation/unattended',
} as const;

export interface RequesterEnvironment {
  readonly recording: Recording;
  readonly bus: EventBus;
  readonly sendRequest: (queueUrl: string, body: string) => void;
  readonly rowRetentionSeconds: number;
  /** The queue that the state machine's author chose for a task. */
  readonly queueUrlOf: (attempt: Attempt) => string;
}

/** The requester's real code behind `lambda:invoke.waitForTaskToken`, over simulated services. */
export function requesterFunction(
  simulator: Simulator,
  environment: RequesterEnvironment,
  mutations: Mutations,
) {
  const { recording, bus, sendRequest } = environment;
  const notices: Local<NoticeBus> = {
    publishOpened(detail) {
      if (simulator.random.chance(simulator.faults().throttled))
        throw new RelayError('publish-failed', 'FailedEntryCount');
      bus.put(parties.homeAccount, [{ source: relaySource, detailType: openedEventType, detail }]);
    },
  };
  const requests: Local<RequestQueue> = { send: sendRequest };
  return lambdaFunction<Attempt, void>(simulator, {
    role: 'requester',
    account: parties.homeAccount,
    timeout: deployedConfiguration.requester.timeoutSeconds * 1000,
    create(from) {
      const requester = mutations.requester({
        store: recording.openingStore(from),
        queue: recording.requests(from, requests),
        eventBus: recording.notices(from, notices),
        journal: { opening: () => {} },
        clock: { now: simulator.time.now },
        settings: {
          namespace: parties.namespace,
          eventBus: 'simulation',
          rowRetentionSeconds: environment.rowRetentionSeconds,
        },
      });
      return async (attempt) => {
        const input = inputOf(attempt, environment.queueUrlOf(attempt));
        const say = (what: string) => simulator.trace.add(simulator.time.now(), from.name, () => what);
        await openCallback(mutations.requesterInput(input), requester).then(
          () => say('invocation done'),
          (error: unknown) => {
            say(`invocation done, it failed: ${String(error)}`);
            throw error;
          },
        );
      };
    },
  });
}

/** What the task state passes, as `CallbackTask` writes it. */
function inputOf(
  { token, plan, task, enteredTime, retryCount, redriveCount }: Attempt,
  requestQueueUrl: string,
): OpenCallbackInput {
  const { payload, businessKey, allowedSources, allowedAccounts } = task.request;
  return {
    taskToken: token,
    executionArn: plan.arn,
    stateName: task.stateName,
    enteredTime,
    retryCount,
    redriveCount,
    payload,
    requestQueueUrl,
    timeoutSeconds: task.timeout / 1000,
    allowedSources: [...allowedSources],
    ...(allowedAccounts === undefined ? {} : { allowedAccounts: [...allowedAccounts] }),
    ...(businessKey === undefined ? {} : { businessKey }),
    ...(task.item === undefined ? {} : { item: task.item }),
  };
}
