import { byExecutionIndex, readableAttributes } from '@callback-relay/callbacks-table/names';
import { resultTypes } from '@callback-relay/contract';
import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { acknowledgeOperation } from '../acknowledgements.ts';
import { publishingConditions } from '../function/event-publishing.ts';
import { validationError } from '../validation-error.ts';
import { operatorSource, sourcesAllowedEventType } from './operator.ts';
import type { ICallbackRelay } from './relay-attributes.ts';

type Relay = Pick<ICallbackRelay, 'names' | 'eventBus' | 'tableArn' | 'deadLetters' | 'relayQueue'> &
  IConstruct;

/** Publishing results under one event source, and nothing else. */
export function grantAnswer(relay: Relay, grantee: IGrantable, source: string): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: ['events:PutEvents'],
    resourceArns: [relay.eventBus.eventBusArn],
    conditions: publishingConditions(checkedSource(relay, source), Object.values(resultTypes)),
  });
}

/** A source of a team's own. @throws Error for AWS's and the relay's. */
export function checkedSource(scope: IConstruct, source: string): string {
  if (/^(?!aws\.|callback-relay(\.|$))[\w.@/-]{1,256}$/.test(source)) return source;
  throw validationError(scope, {
    problem:
      "an event source is 1 to 256 of letters, digits and . _ - / @, and neither AWS's nor the relay's own",
    given: source,
    remedy:
      'name it after the service that publishes, and name it in allowedSources of the tasks that it answers',
  });
}

/**
 * Looking after a relay. No call of these shows a task token: reads of the table must say which attributes they want, and
 * the token is not among those that they may. No GetItem: only of Query and Scan can it be asked that they name any. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export function grantOperate(relay: Relay, grantee: IGrantable): Grant {
  const { eventBus, tableArn, relayQueue, deadLetters } = relay;
  acknowledgeOperation(grantee, [...logGroups(relay), ...requestQueues(relay)]);
  const grant = (
    actions: readonly string[],
    resourceArns: readonly string[],
    conditions?: Record<string, Record<string, unknown>>,
  ) =>
    Grant.addToPrincipal({
      grantee,
      actions: [...actions],
      resourceArns: [...resourceArns],
      ...(conditions !== undefined && { conditions }),
    });
  const attributes = {
    'ForAllValues:StringEquals': { 'dynamodb:Attributes': [...readableAttributes] },
    // The set operator holds for a request that names none, and so gets all.
    Null: { 'dynamodb:Attributes': 'false' },
  };
  return [
    grant(['dynamodb:Query', 'dynamodb:Scan'], [tableArn, `${tableArn}/index/${byExecutionIndex}`], {
      ...attributes,
      StringEquals: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    }),
    grant(
      ['events:PutEvents'],
      [eventBus.eventBusArn],
      publishingConditions(operatorSource, [...Object.values(resultTypes), sourcesAllowedEventType]),
    ),
    grant(
      ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListDeadLetterSourceQueues'],
      [relayQueue.queueArn, deadLetters.queueArn],
    ),
    grant(['sqs:GetQueueAttributes'], requestQueues(relay)),
    grant(
      [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:StartMessageMoveTask',
        'sqs:ListMessageMoveTasks',
        'sqs:CancelMessageMoveTask',
      ],
      [deadLetters.queueArn],
    ),
    grant(['sqs:SendMessage'], [relayQueue.queueArn]),
    grant(listing(relay).actions, listing(relay).resources),
    grant(['logs:FilterLogEvents'], logGroups(relay)),
    grant(['sqs:ListQueues', 'lambda:ListEventSourceMappings', 'states:ListStateMachines'], ['*']),
  ].reduce((all, each) => all.combine(each));
}

/** What executions did, without their histories. */
function listing(relay: IConstruct): { actions: string[]; resources: string[] } {
  const { partition, region, account } = Stack.of(relay);
  const states = `arn:${partition}:states:${region}:${account}`;
  return {
    actions: [
      'states:ListExecutions',
      'states:DescribeExecution',
      'states:DescribeStateMachine',
      'states:DescribeStateMachineForExecution',
    ],
    resources: [`${states}:stateMachine:*`, `${states}:execution:*`],
  };
}

/** Request queues and their dead letters, to see how many messages are in them and not what they say: those are the team's. */
function requestQueues(relay: Relay): string[] {
  const { partition, region, account } = Stack.of(relay);
  const { queue, deadLetters } = relay.names.requestQueue('*');
  return [queue, deadLetters].map((name) => `arn:${partition}:sqs:${region}:${account}:${name}`);
}

/** Logs of the relay, its requesters and its workers. No line of ours holds a token. */
function logGroups(relay: Relay): string[] {
  const { names } = relay;
  const { partition, region, account } = Stack.of(relay);
  return [names.relayFunction, names.requesterFunction('*'), names.workerFunction('*')].map(
    (name) => `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${name}:*`,
  );
}

/** Histories hold the input of requesters, and task tokens with it: a right to answer, apart from the others. */
export function grantReadHistories(grantee: IGrantable, stateMachine: IStateMachine): Grant {
  return stateMachine.grantExecution(grantee, 'states:GetExecutionHistory');
}
