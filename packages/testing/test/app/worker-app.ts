import { fileURLToPath } from 'node:url';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  type CallbackTaskProps,
  CallbackWorker,
  RelayStack,
} from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, type IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

export interface WorkerApp {
  readonly app: App;
  readonly stack: Stack;
  readonly requester: CallbackRequester;
  readonly worker: CallbackWorker;
  /** A task that asks the worker. */
  task(id: string, props?: Partial<CallbackTaskProps>): CallbackTask;
  machine(name: string, chain: IChainable): void;
}

/** A relay of the stage `dev` and one worker of that name, whose code is the file `entry` beside this one. */
export function workerApp(outdir: string, workerName: string, entry: string): WorkerApp {
  const context = { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true };
  const app = new App({ outdir, context, analyticsReporting: false });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Team');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const worker = new CallbackWorker(stack, 'Worker', {
    relay,
    workerName,
    entry: fileURLToPath(new URL(entry, import.meta.url)),
  });
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: workerName });
  return {
    app,
    stack,
    requester,
    worker,
    task: (id, props) =>
      new CallbackTask(stack, id, { requester, worker, timeout: Duration.minutes(15), ...props }),
    machine(name, chain) {
      new StateMachine(stack, name, {
        stateMachineName: name,
        definitionBody: DefinitionBody.fromChainable(chain),
      });
    },
  };
}
