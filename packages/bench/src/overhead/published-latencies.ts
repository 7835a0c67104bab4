import { type Latency, logNormalThrough } from './log-normal.ts';

/** What others have measured and published of a hop when it is warm, or what is assumed where no one has. */
export interface PublishedLatency extends Latency {
  /** The year of the measurement. Absent: not measured by anyone. */
  readonly year?: number;
  readonly source: string;
}

const MESSAGING_2022 = 'https://bitesizedserverless.com/bite/serverless-messaging-latency-compared/';
const AMAZON_KEY_2026 =
  'https://aws.amazon.com/blogs/architecture/mastering-millisecond-latency-and-millions-of-events-the-event-driven-architecture-behind-the-amazon-key-suite/';

const eventBridge2023 = { p50: 148, p99: 387, year: 2023, source: MESSAGING_2022 };

/**
 * EventBridge in 2026: the Architecture Blog of 4 February 2026 gives one figure, a 90th percentile of 80 ms at 2,000
 * events a second. Its spread is taken from the measurement of 2023, of which the whole distribution is known.
 */
const eventBridge2026 = {
  ...logNormalThrough({ share: 'p90', ms: 80 }, eventBridge2023),
  year: 2026,
  source: AMAZON_KEY_2026,
};

/**
 * The newest published latency of each hop, in milliseconds, from the call that sends to the start of the function.
 * EventBridge to SQS is taken for as slow as to Lambda, and its queue's hop is added to it. `call` is one call of a
 * function that is answered before the next step: DynamoDB's "single-digit milliseconds" is all that is published.
 */
export const newestLatencies = {
  stepFunctionsToLambda: { p50: 99, p99: 250, year: 2022, source: MESSAGING_2022 },
  sqsToLambda: { p50: 16, p99: 105, year: 2022, source: MESSAGING_2022 },
  eventBridgeToTarget: eventBridge2026,
  call: { p50: 5, p99: 20, source: 'assumed' },
} as const satisfies Record<string, PublishedLatency>;

export type PublishedHop = keyof typeof newestLatencies;
export type PublishedLatencies = Readonly<Record<PublishedHop, PublishedLatency>>;

/** The same with EventBridge as it was: what the page's older figures rest on. */
export const latenciesOf2023: PublishedLatencies = {
  ...newestLatencies,
  eventBridgeToTarget: eventBridge2023,
};
