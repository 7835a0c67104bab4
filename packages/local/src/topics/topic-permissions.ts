import { texts } from '../foundation/input-schema.ts';
import { accountStatement } from '../foundation/resources/account-statement.ts';
import { list, type PolicyDocument, policyDocument } from '../foundation/resources/policy-document.ts';
import type { Operations } from '../foundation/service.ts';
import type { Topic } from './topic.ts';
import { requireTopic } from './topic-arn.ts';
import { attributeOf } from './topic-attributes.ts';
import { invalidParameter } from './topic-error.ts';

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
const ACTIONS: ReadonlySet<string> = new Set([
  ...['AddPermission', 'DeleteTopic', 'GetTopicAttributes', 'ListSubscriptionsByTopic', 'Publish', 'Receive'],
  ...['RemovePermission', 'SetTopicAttributes', 'Subscribe'],
]);

/** Statements of a topic's policy, each by its label. */
export function topicPermissionOperations(
  topics: ReadonlyMap<string, Topic>,
  onPolicy: (topicArn: string, policy: PolicyDocument | undefined) => void,
) {
  const policyOf = (topic: Topic): PolicyDocument => policyDocument.parse(attributeOf(topic, 'Policy'));
  function setPolicy(topic: Topic, policy: PolicyDocument): void {
    topic.attributes.set('Policy', JSON.stringify(policy));
    onPolicy(topic.arn, policy);
  }

  return {
    AddPermission: async ({ TopicArn, Label, AWSAccountId, ActionName }, caller) => {
      const topic = requireTopic(topics, TopicArn, caller);
      const Sid = labelOf(Label);
      const accounts = required('AWSAccountId', AWSAccountId);
      const actions = required('ActionName', ActionName);
      if (!actions.every((action) => ACTIONS.has(action)))
        throw invalidParameter('Policy statement action out of service scope!');
      const policy = policyOf(topic);
      const statements = list(policy.Statement);
      if (statements.some((statement) => statement.Sid === Sid))
        throw invalidParameter('Statement already exists');
      const own = actions.map((action) => `SNS:${action}`);
      const added = accountStatement(Sid, accounts, own, topic.arn);
      setPolicy(topic, { ...policy, Statement: [...statements, added] });
    },
    /** A label that is not there is no fault. */
    RemovePermission: async ({ TopicArn, Label }, caller) => {
      const topic = requireTopic(topics, TopicArn, caller);
      const label = labelOf(Label);
      const policy = policyOf(topic);
      const statements = list(policy.Statement);
      const left = statements.filter(({ Sid }) => Sid !== label);
      if (left.length < statements.length) setPolicy(topic, { ...policy, Statement: left });
    },
  } satisfies Operations;
}

function labelOf(given: unknown): string {
  if (typeof given === 'string' && given !== '') return given;
  throw missing('Label');
}

function required(member: string, given: unknown): readonly string[] {
  const values = texts.parse(given ?? []);
  if (values.length === 0) throw missing(member);
  return values;
}

function missing(member: string) {
  return invalidParameter(`${member} Reason: no value for required parameter`);
}
