import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { stagePrefix } from './names.ts';
import { alarmTopic } from './operations/alarm-topic.ts';
import { RelayAlarms } from './operations/alarms.ts';
import { relayDashboard } from './operations/dashboard.ts';
import { CallbackRelay } from './relay/callback-relay.ts';
import { isProtected } from './stage.ts';

export interface RelayStackProps extends StackProps {
  readonly stage: string;
}

/** The relay's team: bus, relay queue, callbacks table, relay function. Deployed first. */
export class RelayStack extends Stack {
  readonly relay: CallbackRelay;

  constructor(scope: Construct, id: string, props: RelayStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const topic = alarmTopic(this, 'AlarmTopic', stage);
    this.relay = new CallbackRelay(this, 'CallbackRelay', {
      stage,
      alarmTopic: topic,
      // The scenario suite brings state machines of its own.
      ...(!isProtected(stage) && { answerableNames: [`${stagePrefix(stage)}-e2e-*`] }),
    });
    new RelayAlarms(this, 'Alarms', { relay: this.relay, topic });
    relayDashboard(this, 'Dashboard', this.relay);
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
    new CfnOutput(this, 'EventBusName', { value: this.relay.eventBus.eventBusName });
    new CfnOutput(this, 'CallbacksTableName', { value: this.relay.tableName });
    new CfnOutput(this, 'RelayQueueUrl', { value: this.relay.relayQueue.queueUrl });
    new CfnOutput(this, 'RelayDeadLettersUrl', { value: this.relay.deadLetters.queueUrl });
  }
}
