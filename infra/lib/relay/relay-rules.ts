import { endedStatuses, openedEventType, relaySource } from '@callback-relay/contract';
import { type EventPattern, type IEventBus, Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { RelayNames } from '../naming/naming-scheme.ts';
import type { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';

/** What the detail-types of the contract begin with. */
const resultPrefix = 'Callback ';

/**
 * What reaches the relay: results of any publisher but the relay, and what is named like one, so that a misspelt
 * detail-type gets its verdict; openings over parked results; ended executions, those too that succeeded and left a
 * branch behind.
 */
export function relayRules(
  scope: Construct,
  names: RelayNames,
  eventBus: IEventBus,
  results: QueueWithDeadLetters,
): void {
  const rule = (id: string, name: string, eventPattern: EventPattern, onBus: { eventBus?: IEventBus }) =>
    new Rule(scope, id, {
      ruleName: names.rule(name),
      eventPattern,
      ...onBus,
      // The relay's dead letters are events in the same form as its messages, so one redrive serves both.
      targets: [new SqsQueue(results.queue, { deadLetterQueue: results.deadLetters })],
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
  rule(
    'EndedRule',
    'ended-executions',
    {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { status: [...endedStatuses] },
    },
    {},
  );
}
