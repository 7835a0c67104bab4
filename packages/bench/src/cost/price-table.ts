/**
 * What AWS asks for in us-east-1, in US dollars for a million, without free tiers, in the first tier. Checked on the date
 * below against copies of AWS's price pages (transitions) and against others' lists (Lambda, DynamoDB since November
 * 2024); SQS, EventBridge and durable operations are as generally quoted. Look them up before you count on them.
 */
export const priceTable = {
  date: '2026-11-23',
  region: 'us-east-1',
  perMillion: {
    /** Step Functions, Standard: a state entered, retries included. */
    transitions: 25,
    lambdaRequests: 0.2,
    /** Lambda on arm64: a GB for a second. */
    gbSeconds: 13.3334,
    /** SQS, standard queues: any call of up to 64 KB. */
    sqsRequests: 0.4,
    /** EventBridge: a custom event of up to 64 KB published. Its delivery to a queue is that queue's request. */
    events: 1,
    /** DynamoDB on demand: a write of up to 1 KB, to a table or an index. */
    writeUnits: 0.625,
    /** DynamoDB on demand: a consistent read of up to 4 KB. */
    readUnits: 0.125,
    /** Lambda durable functions: an operation that is checkpointed. */
    durableOperations: 8,
  },
} as const;

/** What one callback takes of each that has a price. */
export type Bill = Readonly<Partial<Record<keyof typeof priceTable.perMillion, number>>>;

/** US dollars for a million callbacks. */
export function costPerMillion(bill: Bill): number {
  return Object.entries(bill).reduce(
    (sum, [unit, count]) => sum + count * priceTable.perMillion[unit as keyof Bill],
    0,
  );
}
