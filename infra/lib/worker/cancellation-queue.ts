import { cancelledEventType, relaySource } from '@callback-relay/contract';
import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';
import { validationError } from '../validation-error.ts';

/**
 * A notice for a callback that is not at work where it is received returns to the queue for other processes, for a minute: some
 * 20 receives, 60 by a worker that returns them for a second each time. Polls that end with their invocation add a few.
 */
const cancellationReceives = 100;

export interface CancellationQueueProps {
  readonly relay: ICallbackRelay;
  readonly workerName: string;
  readonly alarmTopic?: ITopic | undefined;
  readonly encryptionKey?: IKey | undefined;
}

/**
 * A worker's queue of `Callback Cancelled` events. The rule stands in the worker's stack, on the relay's bus: the
 * relay must be deployed first, and in the same account.
 */
export function cancellationQueue(
  scope: Construct,
  id: string,
  { relay, workerName, alarmTopic, encryptionKey }: CancellationQueueProps,
): QueueWithDeadLetters {
  checkOneAccount(scope, relay);
  const names = relay.names.cancellationQueue(workerName);
  const cancellations = new QueueWithDeadLetters(scope, id, {
    names,
    visibilityTimeout: Duration.seconds(30),
    maxReceiveCount: cancellationReceives,
    alarmTopic,
    encryptionKey,
  });
  new Rule(scope, `${id}Rule`, {
    ruleName: names.queue,
    eventBus: relay.eventBus,
    eventPattern: { source: [relaySource], detailType: [cancelledEventType] },
    targets: [new SqsQueue(cancellations.queue, { deadLetterQueue: cancellations.deadLetters })],
  });
  return cancellations;
}

/** @throws Error when the bus is known to be another account's, which lets no other account declare rules on it. */
function checkOneAccount(scope: Construct, { eventBus }: ICallbackRelay): void {
  const { account } = Stack.of(scope);
  const given = eventBus.env.account;
  if (account === given || Token.isUnresolved(account) || Token.isUnresolved(given)) return;
  throw validationError(scope, {
    problem: 'followCancellations needs a rule on the bus of the relay, which is in another account',
    given,
    remedy: 'leave it out: requests have deadlines, which the worker follows anyway',
  });
}
