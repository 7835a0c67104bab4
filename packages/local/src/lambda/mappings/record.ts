import type { JsonObject } from '../../events/json.ts';
import type { Mapping } from './mapping.ts';

/** A message as ReceiveMessage answers it. */
export interface ReceivedMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<
    Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }>
  >;
}

/** A message as Lambda hands it to a function. With a batching window a digest that is missing is null, as recorded. */
export function sqsRecord(
  message: ReceivedMessage,
  { sourceArn, windowSeconds }: Pick<Mapping, 'sourceArn' | 'windowSeconds'>,
): JsonObject {
  const digest = message.MD5OfMessageAttributes ?? (windowSeconds > 0 ? null : undefined);
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(
    ([name, attribute]): [string, JsonObject] => [
      name,
      {
        ...(attribute.StringValue !== undefined && { stringValue: attribute.StringValue }),
        ...(attribute.BinaryValue !== undefined && { binaryValue: attribute.BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
        dataType: attribute.DataType,
      },
    ],
  );
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    ...(digest !== undefined && { md5OfMessageAttributes: digest }),
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: sourceArn.split(':')[3] ?? '',
  };
}
