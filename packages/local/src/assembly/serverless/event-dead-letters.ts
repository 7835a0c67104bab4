import { isObject } from '../../foundation/is-object.ts';
import { arnOf, type Members, type Resources } from './made.ts';

/** The configuration of an event's dead letters as CloudFormation has it, and the queue where SAM makes one. */
export interface EventDeadLetters {
  readonly config: unknown;
  readonly resources: Resources;
}

/**
 * `Type: SQS` asks for a queue, `Arn` names one. A schedule sends there by its role.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deadletterconfig.html
 */
export function eventDeadLetters(id: string, given: unknown): EventDeadLetters {
  if (!isObject(given) || given.Type === undefined) return { config: given, resources: [] };
  if (given.Arn !== undefined)
    throw new Error(`${id}: DeadLetterConfig: Arn or Type may be set, and not both of them`);
  if (given.Type !== 'SQS')
    throw new Error(`${id}: DeadLetterConfig: Type is SQS, and not ${String(given.Type)}`);
  const queue = String(given.QueueLogicalId ?? `${id}Queue`);
  return {
    config: { Arn: arnOf(queue) },
    resources: [[queue, { Type: 'AWS::SQS::Queue', Properties: {} }]],
  };
}

/** Those of a rule, which sends there by the policy of the queue. */
export function ruleDeadLetters(id: string, given: unknown): EventDeadLetters {
  const { config, resources } = eventDeadLetters(id, given);
  return { config, resources: resources.flatMap((made) => [made, queuePolicy(id, made[0])]) };
}

function queuePolicy(id: string, queue: string): Resources[number] {
  const Statement: Members = {
    ...{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } },
    ...{ Action: 'sqs:SendMessage', Resource: arnOf(queue) },
    Condition: { ArnEquals: { 'aws:SourceArn': arnOf(id) } },
  };
  const PolicyDocument = { Version: '2012-10-17', Statement: [Statement] };
  const Properties = { Queues: [{ Ref: queue }], PolicyDocument };
  return [`${id}QueuePolicy`, { Type: 'AWS::SQS::QueuePolicy', Properties }];
}
