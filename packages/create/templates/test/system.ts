import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from './ORDERS_FOLDER/orders-stack.ts';
import { PaymentsStack } from './PAYMENTS_FOLDER/payments-stack.ts';

/** Synthesizes all three teams' stacks for this machine, and gives back the folder. */
export function synthesize(): string {
  const outdir = `${import.meta.dirname}/../.test-assembly`;
  // The CDK's command line asks for the metadata by itself; they say where the functions' code is.
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  new PaymentsStack(app, 'Payments', 'dev');
  new OrdersStack(app, 'Orders', 'dev');
  app.synth();
  return outdir;
}
