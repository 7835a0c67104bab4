import { fileURLToPath } from 'node:url';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  RelayStack,
} from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** One state machine that waits for one worker. */
export function paymentApp(outdir: string): App {
  const context = { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true };
  const app = new App({ outdir, context, analyticsReporting: false });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Payment');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const worker = new CallbackWorker(stack, 'Payments', {
    relay,
    workerName: 'payments',
    entry: fileURLToPath(new URL('payments.lambda.ts', import.meta.url)),
  });
  const task = new CallbackTask(stack, 'Take the payment', {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' }),
    worker,
    timeout: Duration.minutes(15),
    heartbeat: Duration.minutes(5),
  });
  new StateMachine(stack, 'Order', {
    stateMachineName: 'order-dev',
    definitionBody: DefinitionBody.fromChainable(task),
  });
  return app;
}
