// The CDK CLI's entry: `cdk deploy --all --context stage=dev`.
import { callbackRelayApp } from '../app/callback-relay-app.ts';

const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

callbackRelayApp(account !== undefined && region !== undefined ? { env: { account, region } } : {}).synth();
