import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { parseJsonObject } from '../events/json.ts';
import { isAttributeNumber } from '../foundation/attribute-number.ts';
import { AwsError } from '../foundation/aws-error.ts';
import type { Operations } from '../foundation/service.ts';
import { wants } from './filter.ts';
import { messageAttributes } from './inputs.ts';
import { LARGEST_BYTES, readEntries } from './publish-batch.ts';
import type { MessageAttribute, PublishedMessage, Topic } from './topic.ts';
import { invalidParameter } from './topic-error.ts';
import { requireTopic } from './topic-operations.ts';

type Input = Readonly<Record<string, unknown>>;
type Send = (subscriptionArn: string, published: PublishedMessage) => void;

export function publishOperations(topics: ReadonlyMap<string, Topic>, now: () => number, send: Send) {
  function publish(topic: Topic, input: Input): string {
    const published = messageOf(topic, input, now());
    for (const subscription of topic.subscriptions.values()) {
      const own = { ...published, message: messageFor(subscription.protocol, input, published.message) };
      if (wants(subscription, own)) send(subscription.arn, own);
    }
    return published.id;
  }

  return {
    Publish: async (input) => {
      if (input.PhoneNumber !== undefined)
        throw invalidParameter('PhoneNumber is not supported by the local runtime');
      return { MessageId: publish(requireTopic(topics, input.TopicArn ?? input.TargetArn), input) };
    },
    PublishBatch: async ({ TopicArn, PublishBatchRequestEntries }) => {
      const topic = requireTopic(topics, TopicArn);
      const entries = readEntries(PublishBatchRequestEntries);
      const Successful: object[] = [];
      const Failed: object[] = [];
      for (const { Id, ...entry } of entries) {
        try {
          Successful.push({ Id, MessageId: publish(topic, entry) });
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
        }
      }
      return { Successful, Failed };
    },
  } satisfies Operations;
}

function messageOf(topic: Topic, input: Input, now: number): PublishedMessage {
  const { Message: message, Subject: subject } = input;
  if (typeof message !== 'string' || message === '') throw invalidParameter('Empty message');
  if (subject !== undefined && (typeof subject !== 'string' || !/^[\x20-\x7e]{1,100}$/.test(subject)))
    throw invalidParameter('Subject');
  const given = Object.entries(messageAttributes.parse(input.MessageAttributes ?? {}));
  const attributes = Object.fromEntries(given.map(([name, attribute]) => [name, checked(name, attribute)]));
  if (Buffer.byteLength(message + JSON.stringify(attributes)) > LARGEST_BYTES)
    throw invalidParameter('Message too long');
  return {
    ...{ id: randomUUID(), topicArn: topic.arn, message, attributes },
    ...(subject !== undefined && { subject }),
    timestamp: new Date(now).toISOString(),
  };
}

/** @throws AwsError ParameterValueInvalid */
function checked(
  name: string,
  { DataType = '', StringValue, BinaryValue }: z.infer<typeof messageAttributes>[string],
): MessageAttribute {
  const isBinary = DataType.startsWith('Binary');
  const value = isBinary ? BinaryValue : StringValue;
  if (/^(String|Number|Binary)(\..+)?$/.test(DataType) && value !== undefined && value !== '') {
    checkValue(name, DataType, value);
    return { DataType, ...(isBinary ? { BinaryValue: value } : { StringValue: value }) };
  }
  throw new AwsError(
    'ParameterValueInvalid',
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
  );
}

/** @throws AwsError ParameterValueInvalid where the text is not of its type */
function checkValue(name: string, type: string, value: string): void {
  if (type.startsWith('Number') && !isAttributeNumber(value))
    throw new AwsError(
      'ParameterValueInvalid',
      `Could not cast message attribute '${name}' value to number.`,
    );
  if (type === 'String.Array' && !isArrayText(value))
    throw new AwsError(
      'ParameterValueInvalid',
      `The value of message attribute '${name}' of type String.Array is not a JSON array of strings, numbers, booleans and nulls.`,
    );
}

function isArrayText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
  } catch {
    return false;
  }
}

/** With `MessageStructure: json` the message holds one text a protocol, and `default` for all others. */
function messageFor(protocol: string, { MessageStructure }: Input, message: string): string {
  if (MessageStructure === undefined) return message;
  const byProtocol = MessageStructure === 'json' ? parseJsonObject(message) : undefined;
  const chosen = byProtocol?.[protocol] ?? byProtocol?.default;
  if (typeof byProtocol?.default !== 'string' || typeof chosen !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return chosen;
}
