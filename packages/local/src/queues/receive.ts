import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import { md5, md5OfAttributes } from './digest.ts';
import type { Message, MessageAttributes } from './message.ts';
import type { Queue } from './queue.ts';
import { attributeNames, numberOf } from './queue-attributes.ts';
import { invalidParameter } from './queue-error.ts';

export interface ReceivePorts {
  readonly clock: Clock;
  readonly closing: AbortSignal;
  /** Whether a message that was received stays visible. */
  readonly isDuplicated: () => boolean;
}

/**
 * ReceiveMessage, with the long poll that it or its queue asks for.
 * @throws AwsError InvalidParameterValue
 */
export async function receive(
  queue: Queue,
  input: Record<string, unknown>,
  { clock, closing, isDuplicated }: ReceivePorts,
) {
  const most = mostOf(input.MaxNumberOfMessages ?? 1);
  const standard = numberOf(queue.attributes, 'ReceiveMessageWaitTimeSeconds');
  const wait = inRange(input.WaitTimeSeconds ?? standard, 'WaitTimeSeconds', 0, 20);
  const visibility =
    input.VisibilityTimeout === undefined || input.VisibilityTimeout === null
      ? undefined
      : inRange(input.VisibilityTimeout, 'VisibilityTimeout', 0, 43_200);
  checkNames(input);
  const take = () => queue.receive(most, visibility);
  let messages = take();
  if (messages.length === 0 && wait > 0) messages = await poll(queue, take, wait * 1000, { clock, closing });
  for (const message of messages) if (isDuplicated()) queue.hide(message, 0);
  return messages.length === 0 ? {} : { Messages: messages.map((message) => show(message, input)) };
}

/** Takes what comes within so many milliseconds: nothing where they pass without a message. */
async function poll(
  queue: Queue,
  take: () => Message[],
  milliseconds: number,
  { clock, closing }: Pick<ReceivePorts, 'clock' | 'closing'>,
): Promise<Message[]> {
  const until = new AbortController();
  const timer = clock.setTimer(clock.now() + milliseconds, () => until.abort());
  const ended = AbortSignal.any([until.signal, closing]);
  let messages: Message[] = [];
  while (messages.length === 0 && !ended.aborted) {
    await queue.arrival(ended);
    messages = take();
  }
  timer.cancel();
  return messages;
}

/** @throws AwsError InvalidParameterValue in words of its own (recorded) */
function mostOf(value: unknown): number {
  if (typeof value === 'number' && value >= 1 && value <= 10) return value;
  throw invalidParameter(
    `Value ${value} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
  );
}

export function inRange(value: unknown, name: string, from: number, to: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${from} and <= ${to}, if provided.`,
  );
}

/** What may be asked for of a message beside its sender's attributes. */
const SYSTEM_ATTRIBUTES: ReadonlySet<string> = new Set([
  'All',
  'AWSTraceHeader',
  'ApproximateFirstReceiveTimestamp',
  'ApproximateReceiveCount',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SenderId',
  'SentTimestamp',
  'SequenceNumber',
]);

/** @throws AwsError InvalidAttributeName, InvalidParameterValue */
function checkNames(input: Record<string, unknown>): void {
  const asked = [...names(input.AttributeNames), ...names(input.MessageSystemAttributeNames)];
  const unknown = asked.find((name) => !SYSTEM_ATTRIBUTES.has(name) && !attributeNames.includes(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const malformed = names(input.MessageAttributeNames).find((name) => !/^[\w.-]*\*?$/.test(name));
  if (malformed !== undefined)
    throw invalidParameter(`Message (user) attribute name '${malformed}' is invalid.`);
}

function show(message: Message, input: Record<string, unknown>): object {
  const asked = [...names(input.AttributeNames), ...names(input.MessageSystemAttributeNames)];
  const system = Object.entries(systemAttributes(message)).filter(
    ([name, text]) => text !== undefined && (asked.includes('All') || asked.includes(name)),
  );
  const attributes = chosen(message.attributes, names(input.MessageAttributeNames));
  const ofAttributes = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(ofAttributes && { MessageAttributes: attributes, MD5OfMessageAttributes: ofAttributes }),
  };
}

function systemAttributes(message: Message): Readonly<Record<string, string | undefined>> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    AWSTraceHeader: message.traceHeader,
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.deduplicationId,
    SequenceNumber: message.sequenceNumber,
    DeadLetterQueueSourceArn: message.deadLetteredFrom,
  };
}

function names(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** By name, `All`, `*`, `.*`, or a prefix as `order.*`. */
function chosen(attributes: MessageAttributes, asked: readonly string[]): MessageAttributes {
  const wanted = (name: string) =>
    asked.some(
      (ask) =>
        ask === 'All' ||
        ask === '*' ||
        ask === name ||
        (ask.endsWith('.*') && name.startsWith(ask.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
