import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { failedItems } from './batch-response.ts';
import type { InvocationResult } from './runtime-api.ts';

/** Invokes the function with a batch's event, and gives what came of it. */
export type Invoke = (event: object) => Promise<InvocationResult>;

/**
 * Reads a queue for a function as an SQS event source mapping does, until the signal is aborted: batches of at most ten,
 * one after the other, of which what the function does not report as failed is deleted.
 */
export async function mapQueue(
  sqs: SQSClient,
  QueueUrl: string,
  invoke: Invoke,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const batch = await receive(sqs, QueueUrl, signal);
    if (batch.length === 0) continue;
    const result = await invoke({ Records: batch.map(recordOf) });
    if (signal.aborted) return;
    const failed = failedItems(
      result,
      batch.map(({ MessageId = '' }) => MessageId),
    );
    const done = batch.filter(({ MessageId = '' }) => !failed.has(MessageId));
    await Promise.all(
      done.map(({ ReceiptHandle }) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))),
    );
  }
}

async function receive(sqs: SQSClient, QueueUrl: string, signal: AbortSignal): Promise<readonly Message[]> {
  try {
    const command = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['All'],
    });
    return (await sqs.send(command, { abortSignal: signal })).Messages ?? [];
  } catch (thrown) {
    if (signal.aborted) return [];
    throw thrown;
  }
}

/** As the event of an SQS event source mapping has it. */
function recordOf({ MessageId, ReceiptHandle, Body, Attributes, MD5OfBody }: Message): object {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes ?? {},
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:conformance-requests',
    awsRegion: 'us-east-1',
  };
}
