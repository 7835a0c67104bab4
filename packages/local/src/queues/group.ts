import { contentId } from './deduplication.ts';
import type { Queue } from './queue.ts';
import { invalidParameter, missingParameter } from './queue-error.ts';

export interface GroupMembers {
  readonly MessageBody: string;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly DelaySeconds?: number | undefined;
}

/** 1 to 128 letters, digits and punctuation marks. */
const valid = /^[\x21-\x7e]{1,128}$/;

/** @throws AwsError InvalidParameterValue for what makes SQS refuse a whole batch, and not one of its entries (recorded) */
export function checkGroups(
  queue: Pick<Queue, 'attributes' | 'deduplication'>,
  entries: readonly Readonly<Record<string, unknown>>[],
): void {
  if (queue.deduplication === undefined) return;
  for (const { MessageGroupId, MessageDeduplicationId } of entries) {
    if (MessageGroupId === undefined) throw invalidParameter(missingParameter('MessageGroupId').message);
    if (MessageDeduplicationId === undefined && queue.attributes.ContentBasedDeduplication !== 'true')
      throw invalidParameter(UNDISTINGUISHED);
  }
}

const UNDISTINGUISHED =
  'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly';

/**
 * The group and the deduplication ID of a message. On a standard queue a group makes a fair queue of it, and changes
 * nothing else.
 * @throws AwsError MissingParameter, InvalidParameterValue
 */
export function groupOf(
  queue: Pick<Queue, 'attributes' | 'deduplication'>,
  { MessageBody, MessageGroupId, MessageDeduplicationId, DelaySeconds }: GroupMembers,
): { groupId?: string; deduplicationId?: string } {
  if (MessageGroupId !== undefined && !valid.test(MessageGroupId))
    throw malformed('MessageGroupId', MessageGroupId);
  if (queue.deduplication === undefined) {
    if (MessageDeduplicationId !== undefined)
      throw invalidParameter(
        `Value ${MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.`,
      );
    return MessageGroupId === undefined ? {} : { groupId: MessageGroupId };
  }
  if (MessageGroupId === undefined) throw missingParameter('MessageGroupId');
  if (DelaySeconds !== undefined && DelaySeconds !== 0)
    throw invalidParameter(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  const byContent =
    queue.attributes.ContentBasedDeduplication === 'true' ? contentId(MessageBody) : undefined;
  const deduplicationId = MessageDeduplicationId ?? byContent;
  if (deduplicationId === undefined) throw invalidParameter(UNDISTINGUISHED);
  if (!valid.test(deduplicationId)) throw malformed('MessageDeduplicationId', deduplicationId);
  return { groupId: MessageGroupId, deduplicationId };
}

function malformed(member: string, value: string) {
  return invalidParameter(
    `Value ${value} for parameter ${member} is invalid. Reason: ${member} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
