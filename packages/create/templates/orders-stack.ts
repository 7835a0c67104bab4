import { CallbackRelay, CallbackRequester, CallbackTask, CallbackWorker } from '@callback-relay/infra';
import { Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** A state machine that sleeps until the order is paid. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace: 'orders' });
    const worker = CallbackWorker.fromName(this, { relay, workerName: 'payments' });
    const pay = new CallbackTask(this, 'Pay', { requester, worker, timeout: Duration.hours(1) });
    new StateMachine(this, 'Orders', {
      stateMachineName: `orders-${stage}`,
      definitionBody: DefinitionBody.fromChainable(pay),
    });
  }
}
