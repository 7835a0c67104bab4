/** A message as the queue keeps it: plain data. Times are milliseconds since the epoch. */
export interface Message {
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** X-Ray's trace header, the one system attribute that a sender may give. */
  readonly traceHeader?: string;
  readonly senderId: string;
  /** When it was first sent: moving it to a dead-letter queue and back changes nothing about it. */
  readonly sentAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Hidden until then: delayed, or in flight where there is a receipt. */
  visibleAt: number;
  /** Of the latest receive. Older ones delete nothing any more. */
  receipt?: string;
  /** Of a FIFO queue: messages of one group keep their order. A fair queue's sender may give it too. */
  readonly groupId?: string;
  /** Of a FIFO queue. */
  readonly deduplicationId?: string;
  /** Of a FIFO queue: 20 digits that grow. */
  readonly sequenceNumber?: string;
  /** ARN of the queue that it was dead-lettered from. */
  deadLetteredFrom?: string;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** SQS's limit on a message, and on all messages of a batch: body, attribute names, types and values in bytes. */
export const LARGEST_MESSAGE_BYTES = 1_048_576;

export function messageBytes(body: string, attributes: MessageAttributes): number {
  const inAttributes = Object.entries(attributes).reduce(
    (sum, [name, attribute]) =>
      sum + Buffer.byteLength(name + attribute.DataType) + bytesOf(attribute).length,
    0,
  );
  return Buffer.byteLength(body) + inAttributes;
}

export function bytesOf(attribute: MessageAttribute): Buffer {
  return attribute.BinaryValue === undefined
    ? Buffer.from(attribute.StringValue ?? '')
    : Buffer.from(attribute.BinaryValue, 'base64');
}
