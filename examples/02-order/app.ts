import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack.ts';
import { PaymentsStack } from './payments-stack.ts';
import { WarehouseStack } from './warehouse-stack.ts';

const stage = 'dev';

/** Four teams, four stacks; none refers to another's. `outdir` as CDK has it. */
export function orderApp(outdir?: string): App {
  const app = new App({
    analyticsReporting: false,
    ...(outdir !== undefined && { outdir }),
    // Templates say where bundles are; what hosts them on this machine reads it.
    context: { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true },
  });
  new RelayStack(app, 'OrderRelay', { stage });
  new OrdersStack(app, 'Orders', { stage });
  new PaymentsStack(app, 'Payments', { stage });
  new WarehouseStack(app, 'Warehouse', { stage });
  return app;
}
