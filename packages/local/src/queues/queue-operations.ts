import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import { textMap } from '../foundation/input-schema.ts';
import { arnOf } from '../foundation/resources/identities.ts';
import type { PolicyDocument } from '../foundation/resources/policy-document.ts';
import type { Operation } from '../foundation/service.ts';
import { sourcesOf } from './dead-letter-sources.ts';
import { pageOf } from './page.ts';
import { isFifoName, type Queue } from './queue.ts';
import {
  type AttributeTexts,
  attributeNames,
  checkAttributes,
  fifoAttributes,
  normalized,
  withStandards,
} from './queue-attributes.ts';
import { invalidParameter, noSuchQueue } from './queue-error.ts';
import { policyOf } from './queue-policy.ts';
import { checkRedriveTarget } from './redrive-policy.ts';
import type { QueueRegistry } from './registry.ts';

export interface QueuePorts {
  readonly clock: Clock;
  /** The address that is answered for a queue, as `http://127.0.0.1:4000/000000000000/orders`. */
  readonly urlOf: (name: string) => string;
  /** Hears each change of a queue's policy, so that it is enforced. */
  readonly onPolicy: (queueArn: string, policy: PolicyDocument | undefined) => void;
  /** Called when a queue is gone. */
  readonly onRemoved: () => void;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
const PURGE_PAUSE_MS = 60_000;

export function queueOperations(
  registry: QueueRegistry,
  { clock, urlOf, onPolicy, onRemoved }: QueuePorts,
): Record<string, Operation> {
  const urls = (queues: readonly Queue[]) => queues.map((queue) => urlOf(queue.name));
  return {
    CreateQueue: async (input, caller) => {
      const name = String(input.QueueName);
      if (!/^[\w-]{1,75}(\.fifo)?$|^[\w-]{1,80}$/.test(name))
        throw invalidParameter(
          'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
        );
      const attributes = normalized(textsIn(input.Attributes));
      checkKind(name, attributes);
      checkAttributes(attributes);
      const existing = registry.byName(name);
      const differing = Object.keys(attributes).find(
        (key) => existing && existing.attributes[key] !== attributes[key],
      );
      if (differing !== undefined) {
        throw new AwsError(
          'QueueNameExists',
          `A queue already exists with the same name and a different value for attribute ${differing}`,
        );
      }
      const arn = existing?.arn ?? arnOf('sqs', caller, name);
      checkRedriveTarget(attributes.RedrivePolicy, arn, registry.byArn);
      const queue = existing ?? registry.create(name, withStandards(attributes), caller);
      if (existing === undefined) onPolicy(queue.arn, policyOf(queue));
      for (const [key, value] of Object.entries(textsIn(input.tags))) queue.tags.set(key, value);
      return { QueueUrl: urlOf(queue.name) };
    },
    DeleteQueue: async (input) => {
      await registry.remove(registry.byUrl(input.QueueUrl));
      onRemoved();
    },
    GetQueueUrl: async (input, caller) => {
      const queue = registry.byName(String(input.QueueName));
      const owner = input.QueueOwnerAWSAccountId ?? caller.account;
      if (queue?.arn.split(':')[4] !== owner) throw noSuchQueue();
      return { QueueUrl: urlOf(queue.name) };
    },
    ListQueues: async (input) => {
      const prefix = String(input.QueueNamePrefix ?? '');
      const found = registry.all().filter((queue) => queue.name.startsWith(prefix));
      const { items, ...rest } = pageOf(found, input);
      return { ...(items.length > 0 && { QueueUrls: urls(items) }), ...rest };
    },
    GetQueueAttributes: async (input) =>
      unlessEmpty('Attributes', showAttributes(registry.byUrl(input.QueueUrl), input.AttributeNames)),
    SetQueueAttributes: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      queue.attributes = changedAttributes(registry, queue, normalized(textsIn(input.Attributes)));
      queue.modifiedAt = clock.now();
      onPolicy(queue.arn, policyOf(queue));
    },
    PurgeQueue: async (input) => {
      const queue = registry.byUrl(input.QueueUrl);
      const { purgedAt = Number.NEGATIVE_INFINITY } = queue;
      if (clock.now() - purgedAt < PURGE_PAUSE_MS) {
        throw new AwsError(
          'PurgeQueueInProgress',
          `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
          403,
        );
      }
      queue.purgedAt = clock.now();
      await queue.purge();
    },
    ListDeadLetterSourceQueues: async (input) => {
      const { items, ...rest } = pageOf(sourcesOf(registry, registry.byUrl(input.QueueUrl)), input);
      return { queueUrls: urls(items), ...rest };
    },
    TagQueue: async (input) => {
      const { tags } = registry.byUrl(input.QueueUrl);
      for (const [key, value] of Object.entries(textsIn(input.Tags))) tags.set(key, value);
    },
    UntagQueue: async (input) => {
      const { tags } = registry.byUrl(input.QueueUrl);
      for (const key of [input.TagKeys ?? []].flat()) tags.delete(String(key));
    },
    ListQueueTags: async (input) =>
      unlessEmpty('Tags', Object.fromEntries(registry.byUrl(input.QueueUrl).tags)),
  };
}

/** SQS leaves out what has nothing in it (recorded). */
function unlessEmpty(name: string, texts: AttributeTexts): object {
  return Object.keys(texts).length > 0 ? { [name]: texts } : {};
}

/** Texts by name, none where the member is not there. */
function textsIn(member: unknown): AttributeTexts {
  return textMap.parse(member ?? {});
}

/** @throws AwsError InvalidParameterValue where name and attributes are of different kinds of queue */
function checkKind(name: string, attributes: AttributeTexts): void {
  const isFifo = isFifoName(name);
  if (isFifo !== (attributes.FifoQueue === 'true'))
    throw invalidParameter(
      isFifo
        ? 'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length, with FifoQueue set to true.'
        : 'The name of a FIFO queue must end with .fifo',
    );
  checkFifoOnly(isFifo, attributes);
}

/**
 * A queue's attributes after SetQueueAttributes: an empty text takes one back to its default.
 * @throws AwsError InvalidAttributeName, InvalidAttributeValue, InvalidParameterValue
 */
function changedAttributes(registry: QueueRegistry, queue: Queue, changes: AttributeTexts): AttributeTexts {
  const emptied = Object.keys(changes).filter((name) => changes[name] === '');
  const isLeft = ([name]: [string, string]) => !emptied.includes(name);
  checkChangeable(queue, changes);
  checkAttributes(Object.fromEntries(Object.entries(changes).filter(isLeft)), queue.attributes);
  checkRedriveTarget(changes.RedrivePolicy, queue.arn, registry.byArn);
  return withStandards(
    Object.fromEntries(Object.entries({ ...queue.attributes, ...changes }).filter(isLeft)),
  );
}

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue for what a queue has not, or keeps from its creation */
function checkChangeable(queue: Queue, changes: AttributeTexts): void {
  checkFifoOnly(isFifoName(queue.name), changes);
  if (changes.FifoQueue !== undefined && changes.FifoQueue !== 'true')
    throw new AwsError(
      'InvalidAttributeValue',
      'Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.',
    );
}

/** In one of two ways (recorded). */
function checkFifoOnly(isFifo: boolean, attributes: AttributeTexts): void {
  const unknown = ['FifoQueue', 'ContentBasedDeduplication'];
  const name = Object.keys(attributes).find((key) => unknown.includes(key) || key in fifoAttributes);
  if (isFifo || name === undefined) return;
  const message = unknown.includes(name)
    ? `Unknown Attribute ${name}.`
    : `You can specify the ${name} only when FifoQueue is set to true.`;
  throw new AwsError('InvalidAttributeName', message);
}

function showAttributes(queue: Queue, asked: unknown): Record<string, string> {
  const names = Array.isArray(asked) ? asked.map(String) : [];
  const unknown = names.find((name) => name !== 'All' && !attributeNames.includes(name));
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const counts = queue.counts();
  const all: Record<string, string> = {
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name)),
  );
}
