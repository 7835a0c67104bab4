import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';

const app = new App();
new RelayStack(app, 'Relay', { stage: process.env.STAGE ?? 'dev' });
app.synth();
