import { isObject } from '../../foundation/is-object.ts';
import { arnOf, type Members, type Resources } from './made.ts';

/** The configuration of an event's dead letters as CloudFormation has it, and the queue where SAM makes one. */
export interface EventDeadLetters {
  readonly config: unknown;
  readonly resources: Resources;
}

/**
 * `Type: SQS` asks for a queue, `Arn` names one.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deadletterconfig.html
 */
export function eventDeadLetters(id: string, given: unknown): EventDeadLetters {
  if (!isObject(given) || given.Type === undefined) return { config: given, resources: [] };
  if (given.Type !== 'SQS')
    throw new Error(`${id}: DeadLetterConfig: Type is SQS, and not ${String(given.Type)}`);
  const queue = String(given.QueueLogicalId ?? `${id}Queue`);
  const Statement: Members = {
    ...{ Effect: 'Allow', Principal: { Service: ['events.amazonaws.com', 'scheduler.amazonaws.com'] } },
    ...{ Action: 'sqs:SendMessage', Resource: arnOf(queue) },
  };
  const PolicyDocument = { Version: '2012-10-17', Statement: [Statement] };
  return {
    config: { Arn: arnOf(queue) },
    resources: [
      [queue, { Type: 'AWS::SQS::Queue', Properties: {} }],
      [
        `${id}QueuePolicy`,
        { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: queue }], PolicyDocument } },
      ],
    ],
  };
}
