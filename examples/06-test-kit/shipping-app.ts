import { payloadFor } from '@callback-relay/contract/documents';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  RelayStack,
} from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, JsonPath, StateMachine, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import { shipping } from './shipping-contract.ts';

/** The shop's side. The carrier is another company, of which the shop knows a queue and the contract. */
export function shippingApp(outdir: string): App {
  const context = { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true };
  const app = new App({ outdir, context, analyticsReporting: false });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Shop');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const queue = new Queue(stack, 'Carrier', { queueName: 'carrier-requests', enforceSSL: true });
  const ship = new CallbackTask(stack, 'Ship the parcel', {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'shop' }),
    worker: CallbackWorker.fromQueue(queue, { workerName: shipping.name, account: stack.account }),
    payload: payloadFor(shipping, {
      parcel: JsonPath.stringAt('$.parcel'),
      address: JsonPath.objectAt('$.address'),
    }),
    timeout: Duration.days(7),
    heartbeat: Duration.days(2),
  });
  ship.addRetry({ errors: ['States.HeartbeatTimeout'], maxAttempts: 1, interval: Duration.hours(1) });
  ship.addCatch(new Succeed(stack, 'Given back to the shop'), { errors: ['NoSuchAddress'] });
  new StateMachine(stack, 'Shipping', {
    stateMachineName: 'shipping-dev',
    definitionBody: DefinitionBody.fromChainable(ship),
  });
  return app;
}
