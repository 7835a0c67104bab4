/** Names of parameters. */
export interface Parameters {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * What optimized integrations take:
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const PARAMETERS: Readonly<Record<string, Parameters>> = {
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

/** Undefined of an integration whose parameters are not checked before its service has them. */
export function integrationParameters(name: string): Parameters | undefined {
  return Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
}
