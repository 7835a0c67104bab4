import { App } from 'aws-cdk-lib';
import { PaymentsStack } from './lib/payments-stack.ts';

const app = new App();
new PaymentsStack(app, 'Payments', process.env.STAGE ?? 'dev');
app.synth();
