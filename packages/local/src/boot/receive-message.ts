import { z } from 'zod';

/** A message that was taken off a queue. */
export interface QueueMessage {
  readonly messageId: string;
  /** As it was sent. */
  readonly text: string;
  /** The text as JSON; undefined where it is none. */
  readonly body: unknown;
}

export interface ReceiveOptions {
  /** How long to wait, on the machine's clock. 5,000 by default. */
  readonly timeoutMs?: number;
}

/**
 * Waits for the next message of a queue, and deletes it there.
 * Rejects where none comes in time.
 */
export type ReceiveMessage = (queueName: string, options?: ReceiveOptions) => Promise<QueueMessage>;

export interface ReceivePorts {
  readonly call: (service: string, operation: string, input: Record<string, unknown>) => Promise<unknown>;
  readonly urlOf: (queueName: string) => string;
  readonly arrival: (queueName: string, signal: AbortSignal) => Promise<void>;
}

/** The answer of ReceiveMessage. */
const received = z.object({
  Messages: z
    .array(z.object({ MessageId: z.string(), ReceiptHandle: z.string(), Body: z.string() }))
    .optional(),
});

const TIMEOUT_MS = 5000;

export function createReceiveMessage({ call, urlOf, arrival }: ReceivePorts): ReceiveMessage {
  return async (queueName, { timeoutMs = TIMEOUT_MS } = {}) => {
    const QueueUrl = urlOf(queueName);
    const signal = AbortSignal.timeout(timeoutMs);
    while (!signal.aborted) {
      await arrival(queueName, signal);
      const answer = await call('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 0 });
      const { Messages: [message] = [] } = received.parse(answer);
      if (message === undefined) continue;
      await call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle: message.ReceiptHandle });
      return { messageId: message.MessageId, text: message.Body, body: readJson(message.Body) };
    }
    throw new Error(`No message came to the queue ${queueName} within ${timeoutMs} ms.`);
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
