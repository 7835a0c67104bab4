import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CallbackRelay } from '../callback-relay.ts';
import { stagePrefix } from '../names.ts';
import { isProtected } from '../stage.ts';

export interface RelayStackProps extends StackProps {
  readonly stage: string;
}

/** The relay's team: bus, relay queue, callbacks table, relay function. Deployed first. */
export class RelayStack extends Stack {
  readonly relay: CallbackRelay;

  constructor(scope: Construct, id: string, props: RelayStackProps) {
    super(scope, id, props);
    const { stage } = props;
    this.relay = new CallbackRelay(this, 'CallbackRelay', {
      stage,
      // The scenario suite brings state machines of its own.
      ...(!isProtected(stage) && { answerableNames: [`${stagePrefix(stage)}-e2e-*`] }),
    });
    new CfnOutput(this, 'EventBusName', { value: this.relay.eventBus.eventBusName });
    new CfnOutput(this, 'CallbacksTableName', { value: this.relay.tableName });
    new CfnOutput(this, 'RelayQueueUrl', { value: this.relay.relayQueue.queueUrl });
    new CfnOutput(this, 'RelayDeadLettersUrl', { value: this.relay.deadLetters.queueUrl });
  }
}
