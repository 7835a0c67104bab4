import { CallbackRelay, CallbackWorker } from '@callback-relay/infra';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The worker's queue and function. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const entry = `${import.meta.dirname}/../src/payments.lambda.ts`;
    new CallbackWorker(this, 'Payments', { relay, workerName: 'payments', entry });
  }
}
