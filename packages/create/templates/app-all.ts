import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { OrdersStack } from './lib/orders-stack.ts';
import { PaymentsStack } from './lib/payments-stack.ts';

const stage = process.env.STAGE ?? 'dev';
const app = new App();
new RelayStack(app, 'Relay', { stage });
new PaymentsStack(app, 'Payments', stage);
// The requester's grant hangs on the relay's role, so the relay is deployed first.
new OrdersStack(app, 'Orders', stage).addDependency(app.node.findChild('Relay') as RelayStack);
app.synth();
