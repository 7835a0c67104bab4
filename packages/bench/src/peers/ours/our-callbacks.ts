import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { currentVersion, requestSchema, resultTypes } from '@callback-relay/contract';
import { names } from '../../app/names.ts';
import { startApp } from '../../running-app.ts';
import type { Callbacks } from '../callbacks.ts';

/** Readers of the request queue. */
const READERS = 2;
const BATCH = 10;

/** An execution that waits for a callback, which a reader of its request queue answers, with SDK clients in the runtime's process. */
export async function ourCallbacks(assembly: string, dataDir: string): Promise<Callbacks> {
  const app = await startApp(assembly, { dataDir });
  const { local } = app;
  const queue = new SQSClient(local.clientConfig);
  const events = new EventBridgeClient(local.clientConfig);
  const QueueUrl = `${local.endpoint}/000000000000/${names.unattendedRequests}`;
  const stopping = new AbortController();

  async function read(): Promise<void> {
    while (!stopping.signal.aborted) {
      const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: 1 });
      const { Messages = [] } = await queue.send(receive);
      if (Messages.length > 0) await answer(Messages);
    }
  }
  async function answer(messages: readonly Message[]): Promise<void> {
    await events.send(new PutEventsCommand({ Entries: messages.map(entryOf) }));
    const Entries = messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await queue.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }

  const reading = Promise.all(Array.from({ length: READERS }, read));
  // What fails here fails the callbacks themselves.
  reading.catch(() => {});
  return {
    async openAndAnswer() {
      await (await app.start(names.unattended, {})).ended;
    },
    async close() {
      stopping.abort();
      await reading.catch(() => {});
      queue.destroy();
      events.destroy();
      await app.close();
    },
  };
}

function entryOf({ Body = '' }: Message) {
  const { correlationId, replyTo } = requestSchema.parse(JSON.parse(Body));
  return {
    EventBusName: replyTo.eventBus,
    Source: names.unattendedWorker,
    DetailType: resultTypes.succeeded,
    Detail: JSON.stringify({ version: currentVersion, correlationId, output: { answered: true } }),
  };
}
