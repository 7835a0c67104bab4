import { Aws, CfnOutput, Stack } from 'aws-cdk-lib';
import { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { CallbackRelay } from '../../lib/relay/callback-relay.ts';
import { CallbackRequester } from '../../lib/requester/callback-requester.ts';
import { CallbackWorker } from '../../lib/worker/callback-worker.ts';

export interface RequesterOnlyStackProps {
  readonly stage: string;
  readonly namespace: string;
  /** The worker that it may ask. */
  readonly workerName: string;
  /** The state machine that the relay may answer. */
  readonly stateMachineName: string;
}

/** A requester alone, for a state machine that is written elsewhere: the function, its rights and the relay's. */
export class RequesterOnlyStack extends Stack {
  constructor(scope: Construct, id: string, props: RequesterOnlyStackProps) {
    super(scope, id);
    const { stage, namespace, workerName, stateMachineName } = props;
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace });
    const worker = CallbackWorker.fromName(this, { relay, workerName });
    requester.grantRequest(worker);
    relay.grantTaskResponse(StateMachine.fromStateMachineName(this, 'Machine', stateMachineName));
    new CfnOutput(this, 'RequesterArn', { value: requester.function.functionArn });
    new CfnOutput(this, 'RequestQueueUrl', { value: worker.requestQueueUrl });
    new CfnOutput(this, 'WorkerAccount', { value: Aws.ACCOUNT_ID });
  }
}
