import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { eventually } from './eventually.ts';

/** Reads one queue for all scenarios that run side by side, and hands each what it asks for. */
export interface Mailbox<T> {
  /** The first message that `wanted` accepts; it is taken out, and no other reader gets it. */
  take(what: string, wanted: (message: T) => boolean, withinMs?: number): Promise<T>;
  /** What has come and was not taken. */
  held(): readonly T[];
  close(): Promise<void>;
}

const TIMEOUT_MS = 30_000;

export function openMailbox<T>(sqs: SQSClient, queueUrl: string, read: (body: string) => T): Mailbox<T> {
  const messages: T[] = [];
  const closing = new AbortController();
  const reading = receiveUntil(closing.signal, sqs, queueUrl, (body) => messages.push(read(body)));
  return {
    take(what, wanted, withinMs = TIMEOUT_MS) {
      return eventually(what, withinMs, async () => {
        const at = messages.findIndex(wanted);
        return at < 0 ? undefined : messages.splice(at, 1)[0];
      });
    },
    held: () => messages,
    async close() {
      closing.abort();
      await reading;
    },
  };
}

/** A poll is never broken off: the message that it may hold would be gone until its visibility times out. */
async function receiveUntil(
  signal: AbortSignal,
  sqs: SQSClient,
  QueueUrl: string,
  keep: (body: string) => void,
) {
  while (!signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (Messages.length === 0) continue;
    for (const message of Messages) keep(message.Body ?? '');
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
}
