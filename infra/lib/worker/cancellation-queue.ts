import { cancelledEventType, relaySource } from '@callback-relay/contract';
import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { mistake } from '../mistake.ts';
import { cancellationQueueName } from '../names.ts';
import { GuardedQueue } from '../queue/guarded-queue.ts';
import type { ICallbackRelay } from '../relay/relay-reference.ts';

/**
 * A notice for a callback that is not at work where it is received is put back for other processes, for a minute: some
 * 20 receives, 60 by a worker that puts back for a second each time. Polls that end with their invocation add a few.
 */
const cancellationReceives = 100;

export interface CancellationQueueProps {
  readonly relay: ICallbackRelay;
  readonly workerName: string;
  readonly alarmTopic?: ITopic | undefined;
}

/**
 * A worker's queue of `Callback Cancelled` events. The rule stands in the worker's stack, on the relay's bus: the
 * relay must be deployed first, and in the same account.
 */
export function cancellationQueue(
  scope: Construct,
  id: string,
  { relay, workerName, alarmTopic }: CancellationQueueProps,
): GuardedQueue {
  checkOneAccount(scope, relay);
  const queueName = cancellationQueueName(relay.stage, workerName);
  const cancellations = new GuardedQueue(scope, id, {
    queueName,
    visibilityTimeout: Duration.seconds(30),
    maxReceiveCount: cancellationReceives,
    alarmTopic,
  });
  new Rule(scope, `${id}Rule`, {
    ruleName: queueName,
    eventBus: relay.eventBus,
    eventPattern: { source: [relaySource], detailType: [cancelledEventType] },
    targets: [new SqsQueue(cancellations.queue, { deadLetterQueue: cancellations.deadLetters })],
  });
  return cancellations;
}

/** @throws Error when the bus is known to be another account's, which lets nobody else declare rules on it. */
function checkOneAccount(scope: Construct, { eventBus }: ICallbackRelay): void {
  const { account } = Stack.of(scope);
  const given = eventBus.env.account;
  if (account === given || Token.isUnresolved(account) || Token.isUnresolved(given)) return;
  throw mistake(scope, {
    wrong: 'followCancellations needs a rule on the bus of the relay, which is in another account',
    given,
    remedy: 'leave it out: requests have deadlines, which the worker follows anyway',
  });
}
