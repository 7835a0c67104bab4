import { CallbackRelay, CallbackWorker } from '@callback-relay/infra';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Stands in for the worker's team: the queue alone, from which the test reads. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    new CallbackWorker(this, 'Payments', { relay, workerName: 'payments' });
  }
}
