import { fileURLToPath } from 'node:url';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CallbackRelay } from '../lib/relay/callback-relay.ts';
import { CallbackWorker } from '../lib/worker/callback-worker.ts';

export interface WorkerStackProps extends StackProps {
  readonly stage: string;
}

/** A worker's team: the request queue and the function that tells even numbers from odd ones. */
export class WorkerStack extends Stack {
  readonly worker: CallbackWorker;

  constructor(scope: Construct, id: string, props: WorkerStackProps) {
    super(scope, id, props);
    this.worker = new CallbackWorker(this, 'EvenOdd', {
      relay: CallbackRelay.fromStage(this, 'Relay', props.stage),
      workerName: 'even-odd',
      entry: fileURLToPath(new URL('../../examples/01-even-odd/worker.lambda.ts', import.meta.url)),
    });
    new CfnOutput(this, 'RequestQueueUrl', { value: this.worker.requestQueueUrl });
  }
}
