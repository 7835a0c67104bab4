import { fileURLToPath } from 'node:url';
import { CallbackRelay, CallbackWorker } from '@callback-relay/infra';
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The payments' team: a worker of ours, on Lambda. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly stage: string }) {
    super(scope, id, props);
    new CallbackWorker(this, 'Payments', {
      relay: CallbackRelay.fromStage(this, 'Relay', props.stage),
      workerName: 'payments',
      entry: fileURLToPath(new URL('payments.lambda.ts', import.meta.url)),
    });
  }
}
