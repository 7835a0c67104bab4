import { isObject, type Json } from '../../json.ts';
import { fault, type Place } from './issue.ts';

interface Members {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * What optimized integrations take:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const MEMBERS: Readonly<Record<string, Members>> = {
  'lambda:invoke': {
    required: ['FunctionName'],
    optional: ['ClientContext', 'InvocationType', 'LogType', 'Payload', 'Qualifier'],
  },
  'sqs:sendMessage': {
    required: ['MessageBody', 'QueueUrl'],
    optional: [
      ...[
        'DelaySeconds',
        'MessageAttribute',
        'MessageAttributes',
        'MessageDeduplicationId',
        'MessageGroupId',
      ],
    ],
  },
  'sns:publish': {
    required: ['Message'],
    optional: [
      ...['MessageAttributes', 'MessageDeduplicationId', 'MessageGroupId', 'MessageStructure'],
      ...['PhoneNumber', 'Subject', 'TargetArn', 'TopicArn'],
    ],
  },
  'events:putEvents': { required: ['Entries'], optional: [] },
  'states:startExecution': { required: ['StateMachineArn'], optional: ['Input', 'Name', 'TraceHeader'] },
};

/** Holds the parameters of a service integration against what it takes; an expression for all of them is not known yet. */
export function checkParameters(resource: string, parameters: Json | undefined, place: Place): void {
  const name = /:states:[^:]*:[^:]*:(\w+:\w+)/.exec(resource)?.[1] ?? '';
  const members = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
  if (members === undefined || (parameters !== undefined && !isObject(parameters))) return;
  const given = Object.keys(parameters ?? {}).map((key) => key.replace(/\.\$$/, ''));
  for (const key of given)
    if (!members.required.includes(key) && !members.optional.includes(key))
      fault(place, `The field '${key}' is not supported by Step Functions`);
  for (const key of members.required)
    if (!given.includes(key)) fault(place, `The field '${key}' is required but was missing`);
}
