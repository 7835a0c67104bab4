import { join } from 'node:path';
import { CallbackRelay, CallbackRequester, CallbackTask, CallbackWorker } from '@callback-relay/infra';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as cdk from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

export class ShopStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

    const relay = CallbackRelay.fromStage(this, 'Relay', 'dev');
    const worker = new CallbackWorker(this, 'Payments', {
      relay,
      workerName: 'payments',
      entry: join(process.cwd(), 'lib/payments.lambda.ts'),
    });
    const pay = new CallbackTask(this, 'Pay', {
      requester: new CallbackRequester(this, 'Requester', { relay, namespace: 'shop' }),
      worker,
      timeout: cdk.Duration.hours(1),
    });
    new sfn.StateMachine(this, 'Orders', { definitionBody: sfn.DefinitionBody.fromChainable(pay) });
  }
}
