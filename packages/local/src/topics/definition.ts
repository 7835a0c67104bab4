import { NO_RESOURCE, type RequestedAction, requestedAction, text } from '../foundation/requested-action.ts';
import { arnOf } from '../foundation/resources/identities.ts';
import { resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged, traced } from '../foundation/resources/without-effect.ts';
import type { Caller } from '../foundation/service.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { deploySubscription, deployTopic } from './deploy-topics.ts';
import { keptTopicCalls } from './kept-calls.ts';
import { subscriptionProperties, topicPolicyProperties, topicProperties } from './resource-properties.ts';
import { subscriptionArn } from './subscription-arn.ts';

/** A message has 256 KiB, which the form's encoding may triple. */
const LARGEST_REQUEST_BYTES = 1_048_576;

/** The policy that SNS gives a topic by itself asks for it: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
const SOURCE_OWNER = 'aws:sourceowner';

/** Services that publish here send aws:SourceAccount in its place. */
const sourceOwner = ({ account, servicePrincipal }: Caller): RequestedAction['context'] =>
  servicePrincipal === undefined ? { [SOURCE_OWNER]: [account] } : {};

export const snsDefinition: ServiceDefinition = {
  iamPrefix: 'sns',
  protocol: { kind: 'query', version: '2010-03-31', namespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  denial: { code: 'AuthorizationError', status: 403, actionInSmallLetters: false },
  inputs: async () => (await import('./inputs.ts')).snsInputs,
  kept: keptTopicCalls,
  requestContext: () => (operation, input, caller) => {
    const members = ['TopicArn', 'TargetArn', 'SubscriptionArn', 'ResourceArn'];
    const arn = members.map((member) => text(input, member)).find((value) => value !== undefined);
    const action = operation === 'PublishBatch' ? 'Publish' : operation;
    const topic = arn?.split(':').slice(0, 6).join(':') ?? NO_RESOURCE;
    return [requestedAction(`sns:${action}`, topic, sourceOwner(caller))];
  },
  conditionKeys: [SOURCE_OWNER],
  eventTarget: {
    call: ({ arn, text: message }) => ({ operation: 'Publish', input: { TopicArn: arn, Message: message } }),
  },
  resourceTypes: {
    'AWS::SNS::Topic': resourceType({
      properties: topicProperties,
      withoutEffect: {
        ...tagged,
        DeliveryStatusLogging: 'nothing keeps logs here',
        KmsMasterKeyId: encrypted,
        TracingConfig: traced,
      },
      name: { property: 'TopicName', longest: 256 },
      identify(name, environment) {
        const ref = arnOf('sns', environment, name);
        return { ref, attributes: { Arn: ref, TopicArn: ref, TopicName: name } };
      },
      deploy: deployTopic,
    }),
    'AWS::SNS::TopicPolicy': resourceType({ properties: topicPolicyProperties }),
    'AWS::SNS::Subscription': resourceType({
      properties: subscriptionProperties,
      identifiedBy: ['Endpoint', 'TopicArn'],
      identify(_name, _environment, { Endpoint, TopicArn }) {
        const ref = subscriptionArn(String(TopicArn), String(Endpoint));
        return { ref, attributes: { Arn: ref } };
      },
      deploy: deploySubscription,
    }),
  },
};
