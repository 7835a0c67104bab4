import { endedStatuses, openedEventType, relaySource } from '@callback-relay/contract';
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
  eventBus: IEventBus,
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
    {
      source: Match.anythingBut(relaySource),
      detailType: Match.prefixEqualsIgnoreCase(resultPrefix),
    },
    { eventBus },
  );
  rule('OpenedRule', 'opened', { source: [relaySource], detailType: [openedEventType] }, { eventBus });
  const unsuccessful = endedStatuses.filter((status) => status !== 'SUCCEEDED');
  rule('EndedRule', 'ended-executions', endedAs(unsuccessful), {});
  rule('SucceededRule', 'succeeded-executions', endedAs(['SUCCEEDED']), { queue: deferred });
}

function endedAs(status: (typeof endedStatuses)[number][]): EventPattern {
  return {
    source: ['aws.states'],
    detailType: ['Step Functions Execution Status Change'],
    detail: { status },
  };
}
