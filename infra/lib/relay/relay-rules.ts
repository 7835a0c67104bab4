import { endedStatuses, openedEventType, relaySource, resultTypes } from '@callback-relay/contract';
import type { RelayNames } from '@callback-relay/contract/names';
import { type EventPattern, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';

interface RelayQueues {
  readonly results: QueueWithDeadLetters;
  readonly deferred: IQueue;
}

/** The bus that results are published to. */
interface ResultBus {
  readonly eventBus: IEventBus;
  /** Whether only what concerns the relay is published to it. */
  readonly isOwn: boolean;
}

/** What the detail-types of the contract begin with. */
const resultPrefix = 'Callback ';

/**
 * What reaches the relay: results of any publisher but the relay, and what is named like one, so that a misspelt
 * detail-type gets its verdict; openings over parked results; ended executions. One that succeeded may have left a
 * branch behind, but hardly does: its notice goes to the deferred queue, and is looked at once, late.
 */
export function relayRules(
  scope: Construct,
  names: RelayNames,
  { eventBus, isOwn }: ResultBus,
  { results, deferred }: RelayQueues,
): void {
  const rule = (
    id: string,
    name: string,
    eventPattern: EventPattern,
    { queue = results.queue, ...onBus }: { eventBus?: IEventBus; queue?: IQueue },
  ) =>
    new Rule(scope, id, {
      ruleName: names.rule(name),
      eventPattern,
      ...onBus,
      // The relay's dead letters are events in the same form as its messages, so one redrive serves both.
      targets: [new SqsQueue(queue, { deadLetterQueue: results.deadLetters })],
    });
  rule(
    'ResultRule',
    'results',
    { source: Match.anythingBut(relaySource), ...(isOwn ? namedLikeResults : named) },
    { eventBus },
  );
  rule('OpenedRule', 'opened', { source: [relaySource], detailType: [openedEventType] }, { eventBus });
  const unsuccessful = endedStatuses.filter((status) => status !== 'SUCCEEDED');
  rule('EndedRule', 'ended-executions', endedAs(unsuccessful), {});
  rule('SucceededRule', 'succeeded-executions', endedAs(['SUCCEEDED']), { queue: deferred });
}

const named: EventPattern = { detailType: Match.prefixEqualsIgnoreCase(resultPrefix) };

/**
 * Also those whose beginning is misspelt (`Calback Succeeded`, `CallbackSucceeded`): they end like a result and carry the
 * members of one. Not on a bus that others publish to, whose `Order Failed` may be correlated too. CDK knows no `$or`, so
 * this is written as EventBridge takes it.
 */
const namedLikeResults = {
  $or: [
    { 'detail-type': [{ prefix: { 'equals-ignore-case': resultPrefix } }] },
    {
      'detail-type': Object.values(resultTypes).map((type) => ({
        suffix: { 'equals-ignore-case': type.slice(resultPrefix.length) },
      })),
      detail: { version: [{ exists: true }], correlationId: [{ wildcard: '*:*' }] },
    },
  ],
} as EventPattern;

function endedAs(status: (typeof endedStatuses)[number][]): EventPattern {
  return {
    source: ['aws.states'],
    detailType: ['Step Functions Execution Status Change'],
    detail: { status },
  };
}
