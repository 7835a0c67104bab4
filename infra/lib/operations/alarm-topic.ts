import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { stagePrefix } from '../names.ts';

/** The topic that alarms ring on. Who is on call subscribes to it. */
export function alarmTopic(scope: Construct, id: string, stage: string): Topic {
  const topic = new Topic(scope, id, { topicName: `${stagePrefix(stage)}-alarms`, enforceSSL: true });
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
