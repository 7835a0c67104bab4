import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Caller } from '../foundation/service.ts';
import { md5, md5OfAttributes } from './digest.ts';
import { groupOf } from './group.ts';
import {
  LARGEST_MESSAGE_BYTES,
  type Message,
  type MessageAttribute,
  type MessageAttributes,
  messageBytes,
} from './message.ts';
import {
  checkAttribute,
  checkSystemAttributes,
  hasRefusedCharacters,
  REFUSED_CHARACTERS,
} from './message-attribute.ts';
import type { Queue } from './queue.ts';
import { numberOf } from './queue-attributes.ts';
import { invalidParameter, missingParameter } from './queue-error.ts';

const attributeSchema = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});

const entrySchema = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
  MessageAttributes: z.record(z.string(), attributeSchema).nullish(),
  MessageSystemAttributes: z.record(z.string(), attributeSchema).nullish(),
});

/** How SQS says what is wrong with a message that is sent alone, and with one of a batch (recorded). */
type Fault = 'are invalid' | 'cannot be validated';

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidMessageContents */
export function send(
  queue: Queue,
  input: Record<string, unknown>,
  caller: Caller,
  clock: Clock,
  fault: Fault = 'are invalid',
) {
  const message = readMessage(queue, input, caller, clock);
  checkSize(queue, message, fault);
  const { sequenceNumber = '' } = message;
  const scoped = idInScope(queue, message);
  const known = queue.deduplication?.find(scoped);
  if (known === undefined) {
    queue.add(message);
    queue.deduplication?.keep(scoped, { messageId: message.id, sequenceNumber, at: clock.now() });
  }
  const ofAttributes = md5OfAttributes(message.attributes);
  const ofSystem = md5OfAttributes(systemAttributesOf(message));
  return {
    // A message that was taken already is answered as it was then.
    MessageId: known?.messageId ?? message.id,
    ...(queue.deduplication && { SequenceNumber: known?.sequenceNumber ?? sequenceNumber }),
    MD5OfMessageBody: md5(message.body),
    ...(ofAttributes && { MD5OfMessageAttributes: ofAttributes }),
    ...(ofSystem && { MD5OfMessageSystemAttributes: ofSystem }),
  };
}

function systemAttributesOf({ traceHeader }: Message): MessageAttributes {
  return traceHeader === undefined
    ? {}
    : { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } };
}

/**
 * What a FIFO queue knows the message by: groups may have deduplication IDs of their own.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/high-throughput-fifo.html
 */
function idInScope({ attributes }: Queue, { deduplicationId = '', groupId }: Message): string {
  // No ID has a space in it.
  return attributes.DeduplicationScope === 'messageGroup' ? `${groupId} ${deduplicationId}` : deduplicationId;
}

/** What a batch would weigh. Malformed entries weigh nothing: they fail on their own. */
export function bytesToSend(input: Record<string, unknown>): number {
  const entry = entrySchema.safeParse(input);
  return entry.success ? messageBytes(entry.data.MessageBody, attributesOf(entry.data.MessageAttributes)) : 0;
}

function readMessage(queue: Queue, input: Record<string, unknown>, caller: Caller, clock: Clock): Message {
  if (input.MessageBody === undefined || input.MessageBody === '') throw missingParameter('MessageBody');
  const parsed = entrySchema.safeParse(input);
  if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
  const entry = parsed.data;
  const attributes = attributesOf(entry.MessageAttributes);
  checkSystemAttributes(attributesOf(entry.MessageSystemAttributes));
  checkContents(entry.MessageBody, attributes);
  const group = groupOf(queue, entry);
  // Of a FIFO queue's message a delay of zero is none of its own, and the queue's counts (recorded).
  const own = queue.deduplication === undefined ? entry.DelaySeconds : undefined;
  const delay = own ?? numberOf(queue.attributes, 'DelaySeconds');
  if (!Number.isInteger(delay) || delay < 0 || delay > 900) {
    throw invalidParameter(
      `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  const now = clock.now();
  const traceHeader = entry.MessageSystemAttributes?.AWSTraceHeader?.StringValue ?? caller.traceHeader;
  return {
    id: randomUUID(),
    body: entry.MessageBody,
    attributes,
    ...group,
    ...(queue.deduplication && { sequenceNumber: queue.deduplication.nextSequenceNumber() }),
    ...(traceHeader !== undefined && { traceHeader }),
    senderId: caller.roleArn?.split('/').at(-1) ?? caller.account,
    sentAt: now,
    receiveCount: 0,
    visibleAt: now + delay * 1000,
  };
}

function attributesOf(given: z.infer<typeof entrySchema>['MessageAttributes']): MessageAttributes {
  const pairs = Object.entries(given ?? {}).map(
    ([name, { DataType, ...values }]): [string, MessageAttribute] => [
      name,
      values.BinaryValue === undefined
        ? { DataType, ...(values.StringValue !== undefined && { StringValue: values.StringValue }) }
        : { DataType, BinaryValue: values.BinaryValue },
    ],
  );
  return Object.fromEntries(pairs);
}

function checkContents(body: string, attributes: MessageAttributes): void {
  if (hasRefusedCharacters(body)) throw new AwsError('InvalidMessageContents', REFUSED_CHARACTERS);
  if (Object.keys(attributes).length > 10)
    throw invalidParameter('Number of message attributes [more than 10] exceeds the allowed maximum [10].');
  for (const [name, attribute] of Object.entries(attributes)) checkAttribute(name, attribute);
}

function checkSize(queue: Queue, { body, attributes }: Message, fault: Fault): void {
  const most = Math.min(numberOf(queue.attributes, 'MaximumMessageSize'), LARGEST_MESSAGE_BYTES);
  if (messageBytes(body, attributes) > most)
    throw invalidParameter(
      `One or more parameters ${fault}. Reason: Message must be shorter than ${most} bytes.`,
    );
}
