import type { z } from 'zod';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import { documentText } from '../foundation/resources/template-values.ts';
import {
  type subscriptionProperties,
  topicPolicyProperties,
  type topicProperties,
} from './resource-properties.ts';

export async function deployTopic(
  { name, ref, properties }: Resource<z.infer<typeof topicProperties>>,
  deployment: Deployment,
): Promise<void> {
  const { DisplayName, FifoTopic, SignatureVersion, Subscription = [] } = properties;
  if (FifoTopic) throw new Error('FifoTopic: a FIFO topic is not supported by the local runtime');
  const Policy = policyOf(ref, deployment);
  const Attributes = {
    ...(Policy !== undefined && { Policy }),
    ...(DisplayName !== undefined && { DisplayName }),
    ...(SignatureVersion !== undefined && { SignatureVersion }),
  };
  await deployment.call('sns', 'CreateTopic', { Name: name, Attributes });
  for (const { Protocol, Endpoint } of Subscription)
    await deployment.call('sns', 'Subscribe', { TopicArn: ref, Protocol, Endpoint });
}

/** All topic policies of the app that name the topic, as one. */
function policyOf(topicArn: string, { ofType }: Deployment): string | undefined {
  const naming = ofType('AWS::SNS::TopicPolicy', topicPolicyProperties).filter(({ properties: { Topics } }) =>
    Topics.includes(topicArn),
  );
  if (naming.length === 0) return undefined;
  const Statement = naming.flatMap(({ properties: { PolicyDocument } }) => PolicyDocument.Statement);
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

export async function deploySubscription(
  { properties }: Resource<z.infer<typeof subscriptionProperties>>,
  { call }: Deployment,
): Promise<void> {
  const { TopicArn, Protocol, Endpoint, FilterPolicy, FilterPolicyScope } = properties;
  const { RawMessageDelivery, RedrivePolicy } = properties;
  await call('sns', 'Subscribe', {
    ...{ TopicArn, Protocol, Endpoint },
    Attributes: {
      ...(FilterPolicy !== undefined && { FilterPolicy: documentText(FilterPolicy) }),
      ...(FilterPolicyScope !== undefined && { FilterPolicyScope }),
      ...(RawMessageDelivery !== undefined && { RawMessageDelivery: String(RawMessageDelivery) }),
      ...(RedrivePolicy !== undefined && { RedrivePolicy: documentText(RedrivePolicy) }),
    },
  });
}
