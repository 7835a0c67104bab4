import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineContract } from '@callback-relay/contract';
import {
  contractDocuments,
  outputPath,
  payloadFor,
  writeDocuments,
} from '@callback-relay/contract/documents';
import { CallbackRelay, CallbackRequester, CallbackTask, CallbackWorker } from '@callback-relay/infra';
import { defineWorker } from '@callback-relay/worker';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { payments } from './app/payments-contract.ts';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'contract-synth-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function newStack() {
  const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
  const stack = new Stack(app, 'Payment');
  return { app, stack, relay: CallbackRelay.fromStage(stack, 'Relay', 'dev') };
}

/** What every task of these tests has. */
function asked({ stack, relay }: ReturnType<typeof newStack>) {
  return {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' }),
    worker: CallbackWorker.fromName(stack, { relay, workerName: payments.name }),
    timeout: Duration.minutes(15),
  };
}

function definitionOf({ app, stack }: ReturnType<typeof newStack>, task: CallbackTask): string {
  const chain = task.next(
    new Pass(stack, 'Read', { parameters: { id: JsonPath.stringAt(outputPath(payments, ['paymentId'])) } }),
  );
  new StateMachine(stack, 'Order', { definitionBody: DefinitionBody.fromChainable(chain) });
  return JSON.stringify(app.synth().getStackByName('Payment').template);
}

describe("at the requester's end", () => {
  it('a payload that disagrees with the contract fails in the editor and at synth, with the name of the field', () => {
    const system = newStack();
    const props = { ...asked(system), contract: payments };
    // @ts-expect-error the contract has no such field
    const wrong = () => new CallbackTask(system.stack, 'Pay', { ...props, payload: { order: 'o-1' } });
    expect(wrong).toThrow('the payload for payments disagrees with its contract: orderId: is missing');
    const right = new CallbackTask(system.stack, 'Take the payment', {
      ...props,
      payload: { orderId: JsonPath.stringAt('$.id') },
    });
    const definition = definitionOf(system, right);
    expect(definition).toContain('\\"payload\\":{\\"orderId.$\\":\\"$.id\\"}');
    expect(definition).toContain('\\"Parameters\\":{\\"id.$\\":\\"$.paymentId\\"}');
  });

  it('the same in both query languages, and without the contract by payloadFor', () => {
    const { stack, ...system } = newStack();
    const props = { ...asked({ stack, ...system }), contract: payments };
    // @ts-expect-error orderId is a text
    expect(() => CallbackTask.jsonata(stack, 'Pay', { ...props, payload: { orderId: 7 } })).toThrow(
      'orderId: must be string; given 7',
    );
    expect(() =>
      CallbackTask.jsonata(stack, 'Pay in JSONata', {
        ...props,
        payload: { orderId: '{% $states.input.id %}' },
      }),
    ).not.toThrow();
    // @ts-expect-error the contract has no such field
    expect(() => payloadFor(payments, { order: JsonPath.stringAt('$.id') })).toThrow('orderId: is missing');
  });

  it('a place of the output that the contract does not have fails in the editor and at synth', () => {
    // @ts-expect-error the contract's output has a paymentId
    expect(() => outputPath(payments, ['id'])).toThrow('the output of payments has no id by its contract');
  });

  it('a contract of another worker than the one that is asked is refused', () => {
    const system = newStack();
    const other = defineContract({ name: 'refunds', request: z.object({}), output: z.object({}) });
    expect(() => new CallbackTask(system.stack, 'Pay', { ...asked(system), contract: other })).toThrow(
      'the task asks the worker payments, and its contract is that of refunds; given "refunds"',
    );
  });
});

describe("at the worker's end", () => {
  const entry = (name: string) => join(import.meta.dirname, 'app', name);

  it('an output that disagrees with the contract is a type error', () => {
    // @ts-expect-error the contract's output has a paymentId
    defineWorker({ contract: payments, handle: ({ orderId }) => ({ id: orderId }) });
  });

  it('a worker whose output disagrees with the contract fails at synth, with the name of the field', () => {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'Payments');
    const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
    const worker = (id: string, file: string) => () =>
      new CallbackWorker(stack, id, { relay, contract: payments, entry: entry(file) });
    expect(worker('Drifted', 'drifted-payments.lambda.ts')).toThrow(
      /Payments\/Drifted: the worker disagrees with the contract payments: in callback-succeeded, detail\.output\.paymentId was renamed to id; given ".*drifted-payments\.lambda\.ts"/,
    );
    expect(worker('Stamping', 'stamping.lambda.ts')).toThrow(
      'the worker is stamping, and its contract is that of payments',
    );
    expect(worker('Right', 'payments.lambda.ts')).not.toThrow();
  });

  it('is named by its contract', () => {
    const { stack, relay } = newStack();
    const { workerName } = new CallbackWorker(stack, 'Worker', { relay, contract: payments });
    expect(workerName).toBe('payments');
    expect(
      () => new CallbackWorker(stack, 'Other', { relay, contract: payments, workerName: 'charges' }),
    ).toThrow('the worker is named otherwise than its contract, which is that of payments; given "charges"');
  });
});

describe('the documents of a contract', () => {
  it('are written into the cloud assembly', () => {
    const { app, stack, relay } = newStack();
    new CallbackWorker(stack, 'Worker', { relay, contract: payments });
    app.synth();
    const folder = join(outdir, 'contracts/payments');
    expect(readdirSync(folder).sort()).toEqual([...contractDocuments(payments).keys()].sort());
    expect(readFileSync(join(folder, 'callback-succeeded.json'), 'utf8')).toContain('paymentId');
  });

  it('fail the synthesis where they break with what the other team has, by the change and whom it breaks', () => {
    const committed = join(outdir, 'committed');
    const folder = join(committed, 'payments');
    writeDocuments(folder, contractDocuments(payments));
    const synthesize = () => {
      const { app, stack, relay } = newStack();
      new CallbackWorker(stack, 'Worker', { relay, contract: payments, contractFolder: committed });
      app.synth();
    };
    expect(synthesize).not.toThrow();
    const file = join(folder, 'callback-succeeded.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"paymentId"', '"transaction"'));
    expect(synthesize).toThrow(
      'the contract payments breaks with what the other team has: callback-succeeded: detail.output.transaction was renamed to paymentId, which breaks an older worker and an older state machine',
    );
    rmSync(folder, { recursive: true });
    expect(synthesize).toThrow('there is no document of the contract payments to compare with');
  });

  it('fail the synthesis where two ends of one app have contracts of one name that disagree', () => {
    const system = newStack();
    const { app, stack, relay } = system;
    const older = defineContract({
      name: 'payments',
      request: z.object({ order: z.string() }),
      output: payments.output,
    });
    new CallbackWorker(stack, 'Worker', { relay, contract: payments });
    new CallbackTask(stack, 'Pay', { ...asked(system), contract: older });
    expect(() => app.synth()).toThrow(
      'the app has two contracts payments that disagree: in request, payload.order was renamed to orderId',
    );
  });
});
