import { payloadFor } from '@callback-relay/contract/documents';
import { CallbackRelay, CallbackRequester, CallbackTask, CallbackWorker } from '@callback-relay/infra';
import { defineWorker } from '@callback-relay/worker';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { expect, it } from 'vitest';
import { payments } from './app/payments-contract.ts';

/** The definition of a machine whose one task asks the payments worker with this payload. */
function definitionWith(payload: unknown): string {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new Stack(app, 'Payment');
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  const task = new CallbackTask(stack, 'Take the payment', {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' }),
    worker: CallbackWorker.fromName(stack, { relay, workerName: payments.name }),
    timeout: Duration.minutes(15),
    payload,
  });
  new StateMachine(stack, 'Order', { definitionBody: DefinitionBody.fromChainable(task) });
  return JSON.stringify(app.synth().getStackByName('Payment').template);
}

it("a requester's payload that disagrees with the contract fails at synth, with the name of the field", {
  timeout: 60_000,
}, () => {
  expect(definitionWith(payloadFor(payments, { orderId: JsonPath.stringAt('$.id') }))).toContain('$.id');
  // @ts-expect-error the contract has no such field
  expect(() => definitionWith(payloadFor(payments, { order: JsonPath.stringAt('$.id') }))).toThrow(
    'the payload for payments disagrees with its contract: orderId: is missing',
  );
});

it("a worker's output that disagrees with the contract is a type error at the worker's end", () => {
  // @ts-expect-error the contract's output has a paymentId
  defineWorker({ contract: payments, handle: ({ orderId }) => ({ id: orderId }) });
});
