import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  RelayStack,
} from '@callback-relay/infra';
import { startLocal } from '@callback-relay/local';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { expect, it, onTestFinished } from 'vitest';
import {
  answerByHand,
  createStage,
  listDeadLetterQueues,
  listResources,
  listWaits,
  type NamingScheme,
  startExecution,
} from '../src/index.ts';
import { eventually } from './example.ts';

const naming: NamingScheme = ({ standardName }) => standardName.replace('callback-relay', 'acme');

/** A relay, a worker of others and a task, named by the scheme. */
function synthesized(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'operator-naming-'));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir });
  new RelayStack(app, 'Relay', { stage: 'dev', naming });
  const stack = new Stack(app, 'Orders');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev', { naming });
  new CallbackWorker(stack, 'Payments', { relay, workerName: 'payments' });
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' });
  const worker = CallbackWorker.fromName(stack, { relay, workerName: 'payments' });
  const task = new CallbackTask(stack, 'Pay', { requester, worker, timeout: Duration.hours(1) });
  new StateMachine(stack, 'Machine', {
    stateMachineName: 'orders',
    definitionBody: DefinitionBody.fromChainable(task),
  });
  return app.synth().directory;
}

it('a stage that was deployed with a naming scheme is seen and answered by the same scheme', async () => {
  const local = await startLocal({ app: synthesized() });
  onTestFinished(() => local.stop());
  const stage = createStage({ stage: 'dev', naming, ...local.clientConfig, now: local.now });
  await startExecution(stage, { stateMachine: 'orders', input: '{}' });
  const { correlationId } = await eventually(async () => (await listWaits(stage, {})).waits[0]);
  expect(await listResources(stage)).toMatchObject({ eventBus: 'acme-dev', relayFunction: 'acme-dev-relay' });
  expect((await listDeadLetterQueues(stage)).map(({ source }) => source)).toContain(
    'acme-dev-payments-requests',
  );
  const answered = await answerByHand(
    stage,
    correlationId,
    { kind: 'succeed', output: '{}' },
    'paid by transfer',
  );
  expect(answered.verdict).toBe('delivered');
});
