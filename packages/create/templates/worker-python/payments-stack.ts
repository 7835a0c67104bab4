import { CallbackRelay, CallbackWorker } from '@callback-relay/infra';
import { Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';

/** The worker's queue, and a function in Python that reads it. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const worker = new CallbackWorker(this, 'Payments', { relay, workerName: 'payments' });
    const work = new LambdaFunction(this, 'Work', {
      runtime: Runtime.PYTHON_3_13,
      handler: 'handler.handle',
      code: Code.fromAsset(`${import.meta.dirname}/../src/payments`),
      timeout: Duration.seconds(30),
      environment: worker.environment,
    });
    worker.grantWork(work);
    work.addEventSource(new SqsEventSource(worker.requestQueue, { reportBatchItemFailures: true }));
  }
}
