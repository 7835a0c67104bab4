import { AwsError } from '../foundation/aws-error.ts';
import type { Caller, Operations } from '../foundation/service.ts';
import { isPending } from './endpoint.ts';
import { wants } from './filter.ts';
import { readEntries } from './publish-batch.ts';
import { type CheckedMessage, checkedMessage, LARGEST_BYTES } from './published-message.ts';
import type { PublishedMessage, Topic } from './topic.ts';
import { requireTopic } from './topic-arn.ts';
import { invalidParameter } from './topic-error.ts';

type Send = (subscriptionArn: string, published: PublishedMessage) => void;

export function publishOperations(topics: ReadonlyMap<string, Topic>, now: () => number, send: Send) {
  function publish(topic: Topic, { published, textFor }: CheckedMessage, { traceHeader }: Caller): string {
    const trace = traceHeader === undefined ? {} : { traceHeader };
    for (const subscription of topic.subscriptions.values()) {
      if (isPending(subscription)) continue;
      const own = { ...published, ...trace, message: textFor(subscription.protocol) };
      if (wants(subscription, own)) send(subscription.arn, own);
    }
    return published.id;
  }

  return {
    Publish: async (input, caller) => {
      if (input.PhoneNumber !== undefined)
        throw invalidParameter('PhoneNumber is not supported by the local runtime');
      const { TopicArn, TargetArn } = input;
      if (TopicArn === undefined && TargetArn === undefined)
        throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
      if (/:endpoint\//.test(String(TargetArn)))
        throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
      const topic =
        TopicArn === undefined
          ? requireTopic(topics, TargetArn, caller, 'TargetArn')
          : requireTopic(topics, TopicArn, caller);
      const message = checkedMessage(topic, input, now(), 'messageAttributes');
      if (message.bytes > LARGEST_BYTES) throw invalidParameter('Message too long');
      return { MessageId: publish(topic, message, caller) };
    },
    /** What is wrong with one entry has the whole batch refused (recorded). */
    PublishBatch: async ({ TopicArn, PublishBatchRequestEntries }, caller) => {
      const topic = requireTopic(topics, TopicArn, caller);
      const entries = readEntries(PublishBatchRequestEntries).map(({ Id, ...entry }, index) => {
        const path = `publishBatchRequestEntries.${index + 1}.member.messageAttributes`;
        return { Id, message: checkedMessage(topic, entry, now(), path) };
      });
      if (entries.reduce((sum, { message }) => sum + message.bytes, 0) > LARGEST_BYTES)
        throw new AwsError(
          'BatchRequestTooLong',
          'The length of all the messages put together is more than the limit.',
        );
      const Successful = entries.map(({ Id, message }) => ({
        Id,
        MessageId: publish(topic, message, caller),
      }));
      return { Successful, Failed: [] };
    },
  } satisfies Operations;
}
