import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { relayNames } from './naming/relay-names.ts';
import { alarmTopic } from './operations/alarm-topic.ts';
import { type AlarmThresholds, RelayAlarms } from './operations/relay-alarms.ts';
import { RelayDashboard } from './operations/relay-dashboard.ts';
import { CallbackRelay } from './relay/callback-relay.ts';
import type { CallbackRelayProps } from './relay/callback-relay-props.ts';

/**
 * A relay's stack, with everything of `CallbackRelayProps`. A permissions boundary for its roles is CDK's own
 * `permissionsBoundary`.
 */
export interface RelayStackProps extends StackProps, CallbackRelayProps {
  /** From which value each alarm is raised. @default those of `RelayAlarms` */
  readonly alarmThresholds?: AlarmThresholds;
}

/** The relay's team: bus, relay queue, callbacks table, relay function, alarms and dashboard. Deployed first. */
export class RelayStack extends Stack {
  readonly relay: CallbackRelay;

  constructor(scope: Construct, id: string, props: RelayStackProps) {
    super(scope, id, props);
    const { encryptionKey } = props;
    const topic =
      props.alarmTopic ??
      alarmTopic(this, 'AlarmTopic', {
        topicName: relayNames(this, props.stage, props.naming).alarmTopic,
        encryptionKey,
      });
    this.relay = new CallbackRelay(this, 'CallbackRelay', { ...props, alarmTopic: topic });
    new RelayAlarms(this, 'Alarms', { ...props.alarmThresholds, relay: this.relay, topic });
    new RelayDashboard(this, 'Dashboard', { relay: this.relay });
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn });
    new CfnOutput(this, 'EventBusName', { value: this.relay.eventBus.eventBusName });
    new CfnOutput(this, 'CallbacksTableName', { value: this.relay.tableName });
    new CfnOutput(this, 'RelayQueueUrl', { value: this.relay.relayQueue.queueUrl });
    new CfnOutput(this, 'RelayDeadLettersUrl', { value: this.relay.deadLetters.queueUrl });
  }
}
