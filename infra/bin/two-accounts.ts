// RELAY_ACCOUNT=… WORKER_ACCOUNT=… cdk deploy --app 'node bin/two-accounts.ts' STACK, with each account's credentials.
import { twoAccountsApp } from './two-accounts-app.ts';

const {
  RELAY_ACCOUNT: relayAccount,
  WORKER_ACCOUNT: workerAccount,
  AWS_REGION: region = 'eu-west-1',
} = process.env;
if (relayAccount === undefined || workerAccount === undefined) {
  throw new Error('two-accounts: set RELAY_ACCOUNT and WORKER_ACCOUNT to account IDs of 12 digits');
}
twoAccountsApp({ region, relayAccount, workerAccount }).synth();
