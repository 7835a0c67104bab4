import { fileURLToPath } from 'node:url';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  type IWorker,
} from '@callback-relay/infra';
import { Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { names, stage } from './names.ts';

/** Ours: one task that asks a worker, and one whose worker is a queue that has no reader but the benchmark. */
export class DecoupledStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace: 'bench' });
    const worker = new CallbackWorker(this, 'Worker', {
      relay,
      workerName: names.worker,
      entry: fileURLToPath(new URL('worker.lambda.ts', import.meta.url)),
      memorySize: 512,
    });
    const unattended = new CallbackWorker(this, 'Unattended', { relay, workerName: names.unattendedWorker });
    const machine = (stateMachineName: string, asked: IWorker): void => {
      const ask = new CallbackTask(this, `Ask ${asked.workerName}`, {
        requester,
        worker: asked,
        timeout: Duration.days(1),
      });
      const definitionBody = DefinitionBody.fromChainable(ask);
      new StateMachine(this, stateMachineName, { stateMachineName, definitionBody });
    };
    machine(names.decoupled, worker);
    machine(names.unattended, unattended);
  }
}
