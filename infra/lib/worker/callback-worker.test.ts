import { Match } from 'aws-cdk-lib/assertions';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { expect, it } from 'vitest';
import { permissionsOf } from '../../test/permissions.ts';
import { templateOf } from '../../test/templates.ts';
import { CallbackRelay } from '../relay/callback-relay.ts';
import { CallbackWorker } from './callback-worker.ts';

it('without an entry it is a queue alone, and grantWork gives a function of yours rights and variables', () => {
  const template = templateOf((stack) => {
    const worker = new CallbackWorker(stack, 'Worker', {
      relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
      workerName: 'payments',
      followCancellations: true,
    });
    const yours = new LambdaFunction(stack, 'Yours', {
      functionName: 'yours',
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromInline('export {}'),
    });
    worker.grantWork(yours);
  });
  template.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'yours',
    Environment: {
      Variables: {
        REQUEST_QUEUE_URL: Match.anyValue(),
        CANCELLATION_QUEUE_URL: Match.anyValue(),
        EVENT_BUS_NAME: Match.anyValue(),
        MAX_RECEIVE_COUNT: '5',
      },
    },
  });
  const rights = permissionsOf(template).map(({ action, resource }) => `${action} ${resource}`);
  expect(rights.sort()).toEqual([
    'events:PutEvents callback-relay-dev',
    'sqs:ChangeMessageVisibility callback-relay-dev-payments-cancellations',
    'sqs:ChangeMessageVisibility callback-relay-dev-payments-requests',
    'sqs:DeleteMessage callback-relay-dev-payments-cancellations',
    'sqs:DeleteMessage callback-relay-dev-payments-requests',
    'sqs:GetQueueAttributes callback-relay-dev-payments-cancellations',
    'sqs:GetQueueAttributes callback-relay-dev-payments-requests',
    'sqs:ReceiveMessage callback-relay-dev-payments-cancellations',
    'sqs:ReceiveMessage callback-relay-dev-payments-requests',
  ]);
});

it('hears of cancellations by a rule of its own on the bus of the relay', () => {
  const template = templateOf((stack) => {
    new CallbackWorker(stack, 'Worker', {
      relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
      workerName: 'payments',
      followCancellations: true,
    });
  });
  template.hasResourceProperties('AWS::Events::Rule', {
    Name: 'callback-relay-dev-payments-cancellations',
    EventPattern: { source: ['callback-relay'], 'detail-type': ['Callback Cancelled'] },
  });
  // Returning a notice to the queue for other processes is not a failure to handle it.
  template.hasResourceProperties('AWS::SQS::Queue', {
    QueueName: 'callback-relay-dev-payments-cancellations',
    RedrivePolicy: { maxReceiveCount: 100 },
  });
});

it.each([
  ['maxConcurrency', 1, 'a whole number from 2 to 1,000'],
  ['maxConcurrency', 2.5, 'given 2.5'],
  ['batchSize', 0, 'a whole number from 1 to 10'],
  ['batchSize', 11, 'given 11'],
  ['maxReceiveCount', 0, 'a whole number from 1 to 1,000'],
  ['maxReceiveCount', Number.NaN, 'given "NaN"'],
])('a %s of %d, which AWS would refuse at deployment, is refused at synth', (name, value, message) => {
  const define = () =>
    templateOf((stack) => {
      new CallbackWorker(stack, 'Worker', {
        relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
        workerName: 'payments',
        entry: import.meta.filename,
        [name]: value,
      });
    });
  expect(define).toThrow(`${name} is not a whole number`);
  expect(define).toThrow(message);
});
