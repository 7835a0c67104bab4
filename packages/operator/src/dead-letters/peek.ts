import {
  ChangeMessageVisibilityBatchCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { attempt } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import { deadLetterQueue } from './dead-letter-queues.ts';

export interface DeadLetter {
  readonly messageId: string;
  readonly sentAt?: string;
  readonly receiveCount?: number;
  readonly correlationId?: string;
  /** What is in it: the event's detail-type, or "request". */
  readonly kind: string;
  /** Why it was put aside, where that is known. */
  readonly reason?: string;
  readonly body: unknown;
}

/** How long a message that was looked at is hidden, in case it is not returned to its queue. */
const lookSeconds = 20;

/** Looks at messages of a dead-letter queue and puts them back at once. At most some ten calls; a big queue is seen in part. */
export async function peekDeadLetters(
  stage: Stage,
  queueName: string,
  limit = 50,
): Promise<readonly DeadLetter[]> {
  const { sqs } = stage.clients;
  const queue = await deadLetterQueue(stage, queueName);
  return attempt(`looking into ${queueName}`, async () => {
    const seen = new Map<string, Message>();
    // Fewer calls than messages: SQS may answer none though there are some.
    for (let call = 0; call < 10 && seen.size < limit; call++) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: queue.url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: lookSeconds,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount'],
        }),
      );
      if (Messages.length === 0) break;
      for (const message of Messages) seen.set(message.MessageId ?? '', message);
    }
    await returnToQueue(stage, queue.url, [...seen.values()]);
    return [...seen.values()].slice(0, limit).map(deadLetterOf);
  });
}

async function returnToQueue(
  { clients: { sqs } }: Stage,
  url: string,
  messages: readonly Message[],
): Promise<void> {
  for (let at = 0; at < messages.length; at += 10) {
    const entries = messages
      .slice(at, at + 10)
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries: entries }));
  }
}

function deadLetterOf({
  MessageId = '',
  Body = '',
  Attributes,
  MessageAttributes = {},
}: Message): DeadLetter {
  const body = parse(Body);
  const { detail, correlationId = detail?.correlationId } = body as {
    detail?: { correlationId?: unknown };
    correlationId?: unknown;
  };
  const type = (body as Record<string, unknown>)['detail-type'];
  const reason = Object.entries(MessageAttributes).find(([name]) =>
    /reason|ERROR_MESSAGE|ERROR_CODE/i.test(name),
  )?.[1].StringValue;
  return {
    messageId: MessageId,
    ...(Attributes?.SentTimestamp !== undefined && {
      sentAt: new Date(Number(Attributes.SentTimestamp)).toISOString(),
    }),
    ...(Attributes?.ApproximateReceiveCount !== undefined && {
      receiveCount: Number(Attributes.ApproximateReceiveCount),
    }),
    ...(typeof correlationId === 'string' && { correlationId }),
    kind: typeof type === 'string' ? type : 'request',
    ...(reason !== undefined && { reason }),
    body,
  };
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : { text };
  } catch {
    return { text };
  }
}
