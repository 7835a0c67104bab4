import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from './ORDERS_FOLDER/orders-stack.ts';

/** What runs on this machine: your template, and stand-ins for the other teams', which are synthesized for it. */
export function synthesize(): string[] {
  const outdir = `${import.meta.dirname}/../.test-assembly`;
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  new OrdersStack(app, 'Orders', 'dev');
  app.synth();
  return [outdir, `${import.meta.dirname}/../template.yaml`];
}
