import { CallbackRelay, CallbackWorker } from '@callback-relay/infra';
import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * The warehouse's team: software that was there before, and people. It reads its queue for what to reserve, or hears
 * of orders some other way, and publishes its own events. No code of ours runs there.
 */
export class WarehouseStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly stage: string }) {
    super(scope, id, props);
    new CallbackWorker(this, 'Warehouse', {
      relay: CallbackRelay.fromStage(this, 'Relay', props.stage),
      workerName: 'warehouse',
    });
  }
}
