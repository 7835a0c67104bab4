/**
 * When DynamoDB may delete a row: so many seconds after the last moment (epoch ms) at which it can change, in epoch
 * seconds. The retention is longer than that of the dead-letter queue, so that a redriven message finds its row.
 * DynamoDB deletes within a few days after it, and until then the row still shows.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export function expiresAtOf(lastChange: number, retentionSeconds: number): number {
  return Math.ceil(lastChange / 1000) + retentionSeconds;
}
