import { stableUuid } from '../foundation/stable-uuid.ts';

/** The same in every run. */
export function subscriptionArn(topicArn: string, endpoint: string): string {
  return `${topicArn}:${stableUuid(topicArn, endpoint)}`;
}
