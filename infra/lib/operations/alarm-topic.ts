import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly topicName: string;
  /** Its policy must let CloudWatch use it. @default not encrypted at rest */
  readonly encryptionKey?: IKey | undefined;
}

/** The topic that alarms are published to. Who is on call subscribes to it. */
export function alarmTopic(
  scope: Construct,
  id: string,
  { topicName, encryptionKey }: AlarmTopicProps,
): Topic {
  const topic = new Topic(scope, id, {
    topicName,
    enforceSSL: true,
    ...(encryptionKey !== undefined && { masterKey: encryptionKey }),
  });
  // A policy of one's own, as TLS only is, takes the place of the default, which let the account's alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return topic;
}
