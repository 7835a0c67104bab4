import { expect, test } from 'vitest';
import { sqsRecord } from './record.ts';

const sourceArn = 'arn:aws:sqs:eu-west-1:111122223333:jobs';
const message = { MessageId: 'm', ReceiptHandle: 'r', Body: 'text', MD5OfBody: 'b' };
const plain = {
  messageId: 'm',
  receiptHandle: 'r',
  body: 'text',
  attributes: {},
  messageAttributes: {},
  md5OfBody: 'b',
  eventSource: 'aws:sqs',
  eventSourceARN: sourceArn,
  awsRegion: 'eu-west-1',
};

test('a message is handed over as recorded, with a null for a digest that is missing where a window gathered it', () => {
  expect(sqsRecord(message, { sourceArn, windowSeconds: 0 })).toEqual(plain);
  expect(sqsRecord(message, { sourceArn, windowSeconds: 1 })).toEqual({
    ...plain,
    md5OfMessageAttributes: null,
  });
});

test('the attributes of a message have lists that are empty', () => {
  const MessageAttributes = { Title: { DataType: 'String', StringValue: 'The Whistler' } };
  const attributed = { ...message, MessageAttributes, MD5OfMessageAttributes: 'a' };
  expect(sqsRecord(attributed, { sourceArn, windowSeconds: 1 })).toEqual({
    ...plain,
    messageAttributes: {
      Title: { stringValue: 'The Whistler', stringListValues: [], binaryListValues: [], dataType: 'String' },
    },
    md5OfMessageAttributes: 'a',
  });
});
