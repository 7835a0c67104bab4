import { fileURLToPath } from 'node:url';
import {
  CallbackRelay,
  CallbackRequester,
  CallbackTask,
  CallbackWorker,
  RelayStack,
} from '@callback-relay/infra';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** Two state machines, `naive` and `careful`, each with a worker of its name that writes down what it charges. */
export function chargingApp(outdir: string): App {
  const context = { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true };
  const app = new App({ outdir, context, analyticsReporting: false });
  new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Charging');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' });
  const charges = new Table(stack, 'Charges', {
    tableName: 'charges',
    partitionKey: { name: 'id', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
  });
  for (const name of ['naive', 'careful']) {
    const worker = new CallbackWorker(stack, name, {
      relay,
      workerName: name,
      entry: fileURLToPath(new URL(`${name}-charges.lambda.ts`, import.meta.url)),
      environment: { CHARGES_TABLE: charges.tableName },
    });
    if (worker.function !== undefined) charges.grantReadWriteData(worker.function);
    const task = new CallbackTask(stack, `Charge ${name}`, { requester, worker, timeout: Duration.hours(2) });
    const definitionBody = DefinitionBody.fromChainable(task);
    new StateMachine(stack, `Machine ${name}`, { stateMachineName: name, definitionBody });
  }
  return app;
}
