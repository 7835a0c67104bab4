import { type Finding, figure } from '../figure.ts';
import { seededRandom } from '../seeded-random.ts';
import { quantile, spread } from '../statistics.ts';
import { type Latency, logNormal } from './log-normal.ts';

/**
 * How long AWS's hops take when warm, in milliseconds, from the call that sends to the start of the function, as
 * measured and published by others: SQS to Lambda in 2022, EventBridge to Lambda in 2023. EventBridge to SQS is taken
 * for as slow as to Lambda, and its queue's hop is added to it. `call` is assumed, because DynamoDB's "single-digit
 * milliseconds": one call of a function that is answered before the next step. Both paths pay the same for the same.
 */
export const publishedLatencies = {
  stepFunctionsToLambda: { p50: 99, p99: 250 },
  sqsToLambda: { p50: 16, p99: 105 },
  eventBridgeToTarget: { p50: 148, p99: 387 },
  call: { p50: 5, p99: 20 },
} as const satisfies Record<string, Latency>;

type Hops = readonly (keyof typeof publishedLatencies)[];

/** Step Functions sends the message itself; the worker answers. */
const direct: Hops = ['sqsToLambda', 'call'];
/** The requester opens, and asks; the worker publishes; the relay claims, and answers. It closes when the task is awake. */
const decoupled: Hops = [
  'stepFunctionsToLambda',
  'call',
  'sqsToLambda',
  'eventBridgeToTarget',
  'sqsToLambda',
  'call',
  'call',
];

const SEED = 7;
const CALLBACKS = 100_000;

/** Both paths on a virtual clock, which costs no time: the hops' sum, drawn so often. */
export function underPublishedLatencies(workMs: number): Finding[] {
  const random = seededRandom(SEED);
  const ours = totals(decoupled, workMs, random);
  const others = totals(direct, workMs, random);
  return [0.5, 0.99].map((share) => ({
    figure: figure(`overhead.on-aws.p${share * 100}`, 'ms', quantile(ours, share), {
      others: { direct: quantile(others, share) },
      runs: CALLBACKS,
      spread: spread(ours),
    }),
    ...(share === 0.5 && { target: { of: 'ratio' as const, most: 1.15 } }),
  }));
}

function totals(hops: Hops, workMs: number, random: () => number): number[] {
  const draws = hops.map((hop) => logNormal(publishedLatencies[hop], random));
  return Array.from({ length: CALLBACKS }, () => draws.reduce((sum, draw) => sum + draw(), workMs));
}
