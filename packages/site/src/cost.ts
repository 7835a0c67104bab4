import { type Bill, costPerMillion } from '@callback-relay/bench/prices';

/** What a team expects of a month. */
export interface Load {
  readonly callbacks: number;
  readonly retriesPerCallback: number;
  readonly heartbeatsPerCallback: number;
  /** Results that come together share calls of the relay: 1 to 10. */
  readonly batch: number;
}

export interface Cost {
  readonly parts: readonly { readonly part: string; readonly amount: number }[];
  readonly total: number;
}

/** US dollars a month, without the worker's compute, which is the same in every design. */
export function monthlyCost({ callbacks, retriesPerCallback, heartbeatsPerCallback, batch }: Load): Cost {
  const share = 1 / Math.min(10, Math.max(1, batch));
  const attempts = callbacks * (1 + retriesPerCallback);
  const parts = [
    { part: 'state transitions', amount: priced(attempts, { transitions: 1 }) },
    { part: 'opening and asking', amount: priced(attempts, opening) },
    { part: 'results and their relay', amount: priced(attempts, resultOf(share)) },
    {
      part: 'retries: the record of the chain',
      amount: priced(callbacks * retriesPerCallback, { writeUnits: 1 }),
    },
    { part: 'heartbeats', amount: priced(callbacks * heartbeatsPerCallback, heartbeatOf(share)) },
  ];
  return { parts, total: parts.reduce((sum, { amount }) => sum + amount, 0) };
}

const priced = (count: number, bill: Bill) => (count * costPerMillion(bill)) / 1_000_000;

/** One invocation of 20 ms at 512 MB, the row and its entry in the index, one message. */
const opening: Bill = { lambdaRequests: 1, gbSeconds: 0.01, writeUnits: 2, sqsRequests: 1 };

/** The event and its way to the relay; claim, close and the end of the index entry; a share of one invocation of 40 ms. */
const resultOf = (share: number): Bill => ({
  events: 1,
  sqsRequests: 1 + 4 * share,
  writeUnits: 3,
  lambdaRequests: share,
  gbSeconds: 0.02 * share,
});

const heartbeatOf = (share: number): Bill => ({
  events: 1,
  sqsRequests: 1 + 2 * share,
  readUnits: 1,
  lambdaRequests: share,
  gbSeconds: 0.02 * share,
});
