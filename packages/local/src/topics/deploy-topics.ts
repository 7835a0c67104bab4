import { statementsOf } from '../foundation/policy-document.ts';
import { type Deployment, type Resource, text } from '../foundation/resource-type.ts';

export async function deployTopic(
  { name, ref, properties }: Resource,
  deployment: Deployment,
): Promise<void> {
  const policy = policyOf(ref, deployment);
  const Attributes = policy === undefined ? {} : { Policy: policy };
  await deployment.call('sns', 'CreateTopic', { Name: name, Attributes });
  for (const { Protocol, Endpoint } of (properties.Subscription ?? []) as Record<string, string>[])
    await deployment.call('sns', 'Subscribe', { TopicArn: ref, Protocol, Endpoint });
}

/** All topic policies of the app that name the topic, as one. */
function policyOf(topicArn: string, { ofType }: Deployment): string | undefined {
  const naming = ofType('AWS::SNS::TopicPolicy').filter(({ properties: { Topics } }) =>
    (Topics as string[]).includes(topicArn),
  );
  if (naming.length === 0) return undefined;
  const Statement = naming.flatMap(({ properties: { PolicyDocument } }) => statementsOf(PolicyDocument));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

const documents = ['FilterPolicy', 'RedrivePolicy'];
const texts = ['FilterPolicyScope', 'RawMessageDelivery'];

export async function deploySubscription(resource: Resource, { call }: Deployment): Promise<void> {
  const { properties } = resource;
  const given = [...documents, ...texts].filter((name) => properties[name] !== undefined);
  const asText = (name: string) => {
    const value = properties[name];
    return documents.includes(name) && typeof value !== 'string' ? JSON.stringify(value) : String(value);
  };
  await call('sns', 'Subscribe', {
    TopicArn: text(resource, 'TopicArn'),
    Protocol: text(resource, 'Protocol'),
    Endpoint: text(resource, 'Endpoint'),
    Attributes: Object.fromEntries(given.map((name) => [name, asText(name)])),
  });
}
