import type { Caller } from '../foundation/service.ts';
import type { Topic } from './topic.ts';
import { invalidParameter, topicNotFound } from './topic-error.ts';

/**
 * The parts of an ARN that a member holds.
 * @throws AwsError InvalidParameter
 */
export function arnParts(member: string, given: unknown): readonly string[] {
  if (given === undefined) throw invalidParameter(`${member} Reason: no value for required parameter`);
  const parts = String(given).split(':');
  if (parts.length < 6)
    throw invalidParameter(`${member} Reason: An ARN must have at least 6 elements, not ${parts.length}`);
  return parts;
}

/** @throws AwsError InvalidParameter for what is not the ARN of a topic in the caller's region */
export function checkTopicArn(given: unknown, { region }: Caller, member = 'TopicArn'): string {
  const [, , , of] = arnParts(member, given);
  if (of !== region) throw invalidParameter(member);
  return String(given);
}

/** @throws AwsError NotFound, InvalidParameter */
export function requireTopic(
  topics: ReadonlyMap<string, Topic>,
  given: unknown,
  caller: Caller,
  member?: string,
): Topic {
  const topic = topics.get(checkTopicArn(given, caller, member));
  if (topic === undefined) throw topicNotFound();
  return topic;
}

/** @throws AwsError InvalidParameter for what is not the ARN of a subscription */
export function checkSubscriptionArn(given: unknown): string {
  const [, , , , , , id = ''] = arnParts('SubscriptionArn', given);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw invalidParameter('SubscriptionId');
  return String(given);
}
