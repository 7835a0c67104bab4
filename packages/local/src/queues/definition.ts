import { queueUrl } from '../foundation/aws-environment.ts';
import { MOST_VALUES } from '../foundation/request-size.ts';
import { arnOf } from '../foundation/resources/identities.ts';
import { resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged } from '../foundation/resources/without-effect.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { checkQueuePolicy, deployQueue } from './deploy-queue.ts';
import { keptQueueCalls } from './kept-calls.ts';
import { errorNames, queryCodes } from './queue-error.ts';
import { sqsRequestContext } from './request-context.ts';
import { queuePolicyProperties, queueProperties } from './resource-properties.ts';

/** SQS limits messages, which JSON may blow up, and leaves the request's size to them. */
const LARGEST_REQUEST_BYTES = 8 * 1_048_576;

export const sqsDefinition: ServiceDefinition = {
  iamPrefix: 'sqs',
  protocol: { kind: 'json', targetPrefix: 'AmazonSQS', queryCodes, errorNames },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  denial: { code: 'AccessDenied', status: 403, actionInSmallLetters: true },
  inputs: async () => (await import('./inputs.ts')).sqsInputs,
  mostValues: () => MOST_VALUES,
  kept: keptQueueCalls,
  requestContext: sqsRequestContext,
  conditionKeys: [],
  eventTarget: {
    needsGroup: (arn) => arn.endsWith('.fifo'),
    call: ({ arn, text, group }, { queueUrlOf }) => ({
      operation: 'SendMessage',
      input: { QueueUrl: queueUrlOf(arn), MessageBody: text, ...(group && { MessageGroupId: group }) },
    }),
  },
  resourceTypes: {
    'AWS::SQS::Queue': resourceType({
      properties: queueProperties,
      withoutEffect: {
        ...tagged,
        KmsDataKeyReusePeriodSeconds: encrypted,
        KmsMasterKeyId: encrypted,
        SqsManagedSseEnabled: encrypted,
      },
      name: { property: 'QueueName', longest: 80 },
      identifiedBy: ['FifoQueue'],
      nameEnding: ({ FifoQueue }) => (String(FifoQueue).toLowerCase() === 'true' ? '.fifo' : ''),
      identify(name, environment) {
        const url = queueUrl(environment, name);
        return {
          ref: url,
          attributes: { Arn: arnOf('sqs', environment, name), QueueName: name, QueueUrl: url },
        };
      },
      // Its third parameter is its own: the queues that led to this one.
      deploy: (resource, deployment) => deployQueue(resource, deployment),
    }),
    'AWS::SQS::QueuePolicy': resourceType({ properties: queuePolicyProperties, deploy: checkQueuePolicy }),
  },
};
