import { join } from 'node:path';
import { type App, Duration, SecretValue } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  DefinitionBody,
  type IChainable,
  JsonPath,
  Map as MapState,
  Parallel,
  Pass,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { CallbackRequester, CallbackTask, CallbackWebhook, CallbackWorker } from '../../lib/index.ts';
import { teamApp } from './team-app.ts';

/** Callbacks in Maps, nested Maps and branches with nothing said, and a webhook: written for the local runtime. */
export function localApp(outdir: string): App {
  const { app, relay, stack } = teamApp(outdir);
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: 'team' });
  const worker = new CallbackWorker(stack, 'Echo', {
    relay,
    workerName: 'echo',
    entry: join(import.meta.dirname, 'echo.lambda.ts'),
  });
  const machine = (stateMachineName: string, start: IChainable) =>
    new StateMachine(stack, stateMachineName, {
      stateMachineName,
      definitionBody: DefinitionBody.fromChainable(start),
    });
  const ask = (id: string) => new CallbackTask(stack, id, { requester, worker, timeout: Duration.hours(1) });
  const each = (id: string, body: IChainable, itemsPath = '$.items') =>
    new MapState(stack, id, { itemsPath }).itemProcessor(body);

  machine('items', each('Each', ask('Ask')));
  machine('nested', each('Outer', each('Inner', ask('Ask inside'), '$')));
  const requestQueue = new Queue(stack, 'First in, first out', {
    fifo: true,
    visibilityTimeout: Duration.minutes(6),
    deadLetterQueue: { queue: new Queue(stack, 'Dead letters', { fifo: true }), maxReceiveCount: 5 },
  });
  const inOrder = new CallbackWorker(stack, 'Echo in order', {
    relay,
    workerName: 'echo-fifo',
    entry: join(import.meta.dirname, 'echo.lambda.ts'),
    requestQueue,
    environment: { WORKER_NAME: 'echo-fifo' },
  });
  const askInOrder = new CallbackTask(stack, 'Ask in order', {
    requester,
    worker: inOrder,
    timeout: Duration.hours(1),
  });
  machine('fifo', each('Each in order', askInOrder));
  machine('branches', new Parallel(stack, 'Both').branch(ask('Left'), ask('Right')));

  new CallbackWebhook(stack, 'GitHub', {
    relay,
    webhookName: 'github',
    scheme: 'github',
    signingSecret: SecretValue.unsafePlainText("It's a Secret to Everybody"),
    namespace: 'team',
    key: 'build-{check_run.id}',
    succeeded: ['check_run.completed'],
    output: 'check_run',
  });
  machine(
    'build',
    new Pass(stack, 'Begin').next(
      new CallbackTask(stack, 'Wait for the build', {
        requester,
        businessKey: JsonPath.format('build-{}', JsonPath.stringAt('$.id')),
        allowedSources: ['github'],
        timeout: Duration.hours(1),
      }),
    ),
  );
  return app;
}
