import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from './orders-stack.ts';
import { PaymentsStack } from './payments-stack.ts';

// Side by side here; each team has an app of its own just as well, because no stack refers to another.
// The CDK CLI asks for the metadata by itself; they tell the local runtime where the bundles are.
const app = new App({ outdir: 'cdk.out', context: { 'aws:cdk:enable-asset-metadata': true } });
new RelayStack(app, 'Relay', { stage: 'dev' });
new PaymentsStack(app, 'Payments', 'dev');
new OrdersStack(app, 'Orders', 'dev');
app.synth();
