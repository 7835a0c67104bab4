import { fileURLToPath } from 'node:url';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  RelayStack,
} from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import {
  DefinitionBody,
  JsonPath,
  Map as MapState,
  Parallel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';

/** State machines that ask one worker many times at once, with nothing said that distinguishes the tasks. */
export function mapApp(outdir: string): App {
  const context = { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true };
  const app = new App({ outdir, context, analyticsReporting: false });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Stamps');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const worker = new CallbackWorker(stack, 'Worker', {
    relay,
    workerName: 'stamping',
    entry: fileURLToPath(new URL('./stamping.lambda.ts', import.meta.url)),
  });
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: 'stamps' });
  const task = (id: string) =>
    new CallbackTask(stack, id, {
      requester,
      worker,
      timeout: Duration.minutes(5),
      payload: { of: JsonPath.stringAt('$.of') },
    });
  const machine = (name: string, chain: MapState | Parallel) =>
    new StateMachine(stack, name, {
      stateMachineName: name,
      definitionBody: DefinitionBody.fromChainable(chain),
    });
  machine(
    'items',
    new MapState(stack, 'Each', { itemsPath: '$.items' }).itemProcessor(task('Stamp an item')),
  );
  machine('branches', new Parallel(stack, 'Both').branch(task('Stamp left'), task('Stamp right')));
  return app;
}
