import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { SFN } from '@aws-sdk/client-sfn';
import { SQS } from '@aws-sdk/client-sqs';

/**
 * What a relay is often written like: whole-service clients of the same four services, made at import; no checks,
 * no logs, no metrics, no retries of its own. Only its size and the time to import it are measured.
 */

const dynamodb = new DynamoDB({});
const events = new EventBridge({});
const states = new SFN({});
const queue = new SQS({});

interface SqsEvent {
  readonly Records: readonly { readonly body: string; readonly receiptHandle: string }[];
}

export async function handler({ Records }: SqsEvent): Promise<void> {
  const { TABLE = '', BUS = '', QUEUE_URL = '' } = process.env;
  for (const { body, receiptHandle } of Records) {
    const { detail } = JSON.parse(body);
    const { Item } = await dynamodb.getItem({ TableName: TABLE, Key: { id: { S: detail.id } } });
    await states.sendTaskSuccess({ taskToken: Item?.token?.S, output: JSON.stringify(detail.output) });
    await events.putEvents({
      Entries: [{ EventBusName: BUS, Source: 'naive', DetailType: 'done', Detail: '{}' }],
    });
    await queue.deleteMessage({ QueueUrl: QUEUE_URL, ReceiptHandle: receiptHandle });
  }
}
