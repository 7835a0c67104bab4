import { fileURLToPath } from 'node:url';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import { AccountPrincipal } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { acknowledge } from '../lib/acknowledgements.ts';
import { CallbackRelay, CallbackRequester, CallbackTask, CallbackWorker } from '../lib/index.ts';

export interface TwoAccountsProps {
  readonly region: string;
  /** The account of the relay, the requester and the state machine. */
  readonly relayAccount: string;
  /** The account of the worker. */
  readonly workerAccount: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** An example with two environments: the worker stands in an account of its own. Each side names the other. */
export function twoAccountsApp({ region, relayAccount, workerAccount, context }: TwoAccountsProps): App {
  const app = new App({ analyticsReporting: false, ...(context !== undefined && { context }) });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(), new ServerlessChecks());
  const stage = 'prod';

  const ours = new Stack(app, 'TwoAccounts-Requester', { env: { account: relayAccount, region } });
  const relay = new CallbackRelay(ours, 'Relay', { stage });
  relay.grantAnswer(new AccountPrincipal(workerAccount), 'even-odd');
  const machine = new StateMachine(ours, 'EvenOdd', {
    definitionBody: DefinitionBody.fromChainable(
      new CallbackTask(ours, 'Ask', {
        requester: new CallbackRequester(ours, 'Requester', { relay, namespace: 'numbers' }),
        worker: CallbackWorker.fromName(ours, { relay, workerName: 'even-odd', account: workerAccount }),
        timeout: Duration.minutes(5),
      }),
    ),
    tracingEnabled: true,
  });
  acknowledge(machine, 'AwsSolutions::AwsSolutions-IAM5[Resource::*]');
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SF1',
    reason: 'An example: the stack of even-odd shows how to log without execution data',
  });

  const theirs = new Stack(app, 'TwoAccounts-Worker', { env: { account: workerAccount, region } });
  const worker = new CallbackWorker(theirs, 'EvenOdd', {
    relay: CallbackRelay.fromStage(theirs, 'Relay', stage, { account: relayAccount }),
    workerName: 'even-odd',
    entry: fileURLToPath(import.meta.resolve('@callback-relay/example-even-odd/worker')),
  });
  worker.grantRequester({ account: relayAccount, namespace: 'numbers' });
  return app;
}
