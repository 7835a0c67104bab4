import { randomUUID } from 'node:crypto';
import { type JsonObject, parseJsonObject } from '../events/json.ts';
import { messageAttributes } from './inputs.ts';
import { attributeBytes, checkedAttribute } from './message-attribute.ts';
import type { PublishedMessage, Topic } from './topic.ts';
import { invalidParameter } from './topic-error.ts';

type Input = Readonly<Record<string, unknown>>;

/** Of one message with its attributes, and of all messages of a batch: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const LARGEST_BYTES = 262_144;

/** A message that was checked, not yet chosen for a protocol. */
export interface CheckedMessage {
  readonly published: PublishedMessage;
  readonly bytes: number;
  /** The text for a subscription of this protocol. */
  textFor(protocol: string): string;
}

/**
 * @param path of the message's attributes in the input
 * @throws AwsError InvalidParameter, ParameterValueInvalid, ValidationError
 */
export function checkedMessage(topic: Topic, input: Input, now: number, path: string): CheckedMessage {
  const { Message: message, Subject: subject, MessageGroupId, MessageDeduplicationId } = input;
  if (typeof message !== 'string' || message === '') throw invalidParameter('Empty message');
  if (subject !== undefined && (typeof subject !== 'string' || !/^[\x20-\x7e]{1,100}$/.test(subject)))
    throw invalidParameter('Subject');
  if (MessageDeduplicationId !== undefined)
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  const given = Object.entries(messageAttributes.parse(input.MessageAttributes ?? {}));
  const attributes = Object.fromEntries(
    given.map(([name, attribute]) => [name, checkedAttribute(path, name, attribute)]),
  );
  const byProtocol = textsByProtocol(input, message);
  return {
    published: {
      ...{ id: randomUUID(), topicArn: topic.arn, message, attributes },
      ...(subject !== undefined && { subject }),
      ...(MessageGroupId !== undefined && { groupId: String(MessageGroupId) }),
      signatureVersion: topic.attributes.get('SignatureVersion') ?? '1',
      timestamp: new Date(now).toISOString(),
    },
    bytes: Object.entries(attributes).reduce(
      (sum, [name, attribute]) => sum + attributeBytes(name, attribute),
      Buffer.byteLength(message),
    ),
    textFor(protocol) {
      const own = byProtocol?.[protocol];
      return typeof own === 'string' ? own : String(byProtocol?.default ?? message);
    },
  };
}

/** With `MessageStructure: json` the message holds one text a protocol, and `default` for all others. */
function textsByProtocol({ MessageStructure }: Input, message: string): JsonObject | undefined {
  if (MessageStructure !== 'json') return undefined;
  const texts = parseJsonObject(message);
  if (texts === undefined) throw invalidParameter('Message Structure - JSON message body failed to parse');
  if (typeof texts.default !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return texts;
}
