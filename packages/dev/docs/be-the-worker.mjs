// Plays the worker of the example from anywhere: a folder with nothing in it but
//
//   npm install @aws-sdk/client-eventbridge @aws-sdk/client-lambda @aws-sdk/client-sfn @aws-sdk/client-sqs
//
// and the lines that `pnpm dev` tells you to export. It knows no package of this repository and no endpoint but
// AWS_ENDPOINT_URL, so that it works against AWS as it stands.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

const lambda = new LambdaClient();
const states = new SFNClient();
const sqs = new SQSClient();
const events = new EventBridgeClient();

/** Asks until the answer is there. */
async function until(probe) {
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// 1. The worker takes nothing any more: its event source mapping is switched off.
const FunctionName = 'callback-relay-dev-even-odd-worker';
const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
const { UUID } = EventSourceMappings[0];
await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
await until(async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State === 'Disabled');

// 2. An execution starts, asks whether 12 is even, and sleeps.
const { stateMachines } = await states.send(new ListStateMachinesCommand());
const { stateMachineArn } = stateMachines.find(({ name }) => name === 'callback-relay-dev-even-odd');
const { executionArn } = await states.send(
  new StartExecutionCommand({ stateMachineArn, input: JSON.stringify({ number: 12 }) }),
);

// 3. The request lies on the worker's queue. It names the callback by its correlation ID; there is no token in it.
const { QueueUrl } = await sqs.send(
  new GetQueueUrlCommand({ QueueName: 'callback-relay-dev-even-odd-requests' }),
);
const message = await until(
  async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))).Messages?.[0],
);
const request = JSON.parse(message.Body);
await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));

// 4. The result is an event on the bus.
const result = {
  version: request.version,
  correlationId: request.correlationId,
  output: 'answered from anywhere',
};
const { FailedEntryCount, Entries } = await events.send(
  new PutEventsCommand({
    Entries: [
      {
        EventBusName: request.replyTo.eventBus,
        Source: 'even-odd',
        DetailType: 'Callback Succeeded',
        Detail: JSON.stringify(result),
      },
    ],
  }),
);
if (FailedEntryCount > 0) throw new Error(`the bus refused the event: ${JSON.stringify(Entries)}`);

// 5. The relay found the task, and the execution goes on with the result.
const { status, output } = await until(async () => {
  const execution = await states.send(new DescribeExecutionCommand({ executionArn }));
  return execution.status !== 'RUNNING' && execution;
});
console.log(JSON.stringify({ request, status, output: output && JSON.parse(output) }));
