import { randomUUID } from 'node:crypto';
import type { Caller, CallService } from '../../foundation/service.ts';
import type { Mapping } from './mapping.ts';
import type { StreamBatch } from './stream-batch.ts';
import { type StreamRecord, sequenceOf } from './stream-record.ts';

export interface FailurePorts {
  readonly callService: CallService;
  /** The function's role, under which the destination is called. */
  readonly caller: Caller;
  readonly queueUrlOf: (arn: string) => string;
}

export interface GivenUpBatch {
  readonly mapping: Mapping;
  readonly batch: StreamBatch;
  readonly shardId: string;
  readonly condition: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Sends word of a batch that was given up to the mapping's destination, where it has one. */
export async function reportGivenUp(
  given: GivenUpBatch,
  { callService, caller, queueUrlOf }: FailurePorts,
): Promise<void> {
  const destination = given.mapping.stream?.onFailure;
  if (destination === undefined) return;
  const text = JSON.stringify(failureRecord(given));
  if (destination.split(':')[2] === 'sns')
    await callService('sns', 'Publish', { TopicArn: destination, Message: text }, caller);
  else
    await callService('sqs', 'SendMessage', { QueueUrl: queueUrlOf(destination), MessageBody: text }, caller);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html; no error of the function is null, as recorded. */
function failureRecord({ mapping, batch, shardId, condition, now }: GivenUpBatch): object {
  const [first, last] = [batch.records[0], batch.records.at(-1)];
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: batch.failures,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: '$LATEST',
      functionError: batch.answered ? null : 'Unhandled',
    },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      approximateArrivalOfFirstRecord: first && arrivalOf(first),
      approximateArrivalOfLastRecord: last && arrivalOf(last),
      batchSize: batch.records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

function arrivalOf({ dynamodb }: StreamRecord): string {
  return new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString().replace('.000', '');
}
