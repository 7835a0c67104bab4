import { CallbackRequester, CallbackTask, CallbackWorker, RelayStack } from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  DefinitionBody,
  type IChainable,
  IntegrationPattern,
  Parallel,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';

const plain = `exports.handler = async ({ fails }) => {
  console.error('it looks\\nat two lines');
  if (fails) throw new RangeError('out of range');
};`;

/** Test helper: two callbacks at once, then a function; the same from a parent; and the function alone. The worker runs elsewhere. */
export function synthesizeParallelApp(outdir: string): void {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  const { relay } = new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Team');
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' });
  const worker = new CallbackWorker(stack, 'Outside', { relay, workerName: 'outside' });
  const ask = (id: string) =>
    new CallbackTask(stack, id, {
      requester,
      worker,
      timeout: Duration.hours(1),
      heartbeat: Duration.minutes(30),
    });
  const machine = (stateMachineName: string, start: IChainable) =>
    new StateMachine(stack, stateMachineName, {
      stateMachineName,
      definitionBody: DefinitionBody.fromChainable(start),
    });
  const lambdaFunction = new LambdaFunction(stack, 'Plain', {
    functionName: 'plain',
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline(plain),
  });
  const invoke = (id: string) =>
    new LambdaInvoke(stack, id, { lambdaFunction, retryOnServiceExceptions: false });
  const stateMachine = machine(
    'both',
    new Parallel(stack, 'Both').branch(ask('Left'), ask('Right')).next(invoke('Then')),
  );
  machine('alone', invoke('Alone'));
  const integrationPattern = IntegrationPattern.RUN_JOB;
  machine('parent', new StepFunctionsStartExecution(stack, 'Nested', { stateMachine, integrationPattern }));
  app.synth();
}
