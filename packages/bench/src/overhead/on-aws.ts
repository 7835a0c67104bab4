import { type Finding, figure } from '../figure.ts';
import { seededRandom } from '../seeded-random.ts';
import { quantile, spread } from '../statistics.ts';
import { logNormal } from './log-normal.ts';
import {
  latenciesOf2023,
  newestLatencies,
  type PublishedHop,
  type PublishedLatencies,
} from './published-latencies.ts';

type Hops = readonly PublishedHop[];

/** Step Functions sends the message itself; the worker answers. Both paths pay the same for the same hop. */
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
const MOST = 1.1;

/** Both paths on a virtual clock, which costs no time: the hops' sum, drawn so often. */
export function onAws(): Finding[] {
  return [
    ...underLatencies('overhead.on-aws', newestLatencies, 2_000, MOST),
    ...underLatencies('overhead.on-aws.short-work', newestLatencies, 200),
    ...underLatencies('overhead.on-aws.of-2023', latenciesOf2023, 2_000),
  ];
}

function underLatencies(
  name: string,
  latencies: PublishedLatencies,
  workMs: number,
  most?: number,
): Finding[] {
  const random = seededRandom(SEED);
  const total = (hops: Hops) => {
    const draws = hops.map((hop) => logNormal(latencies[hop], random));
    return Array.from({ length: CALLBACKS }, () => draws.reduce((sum, draw) => sum + draw(), workMs));
  };
  const ours = total(decoupled);
  const others = total(direct);
  return [0.5, 0.99].map((share) => ({
    figure: figure(`${name}.p${share * 100}`, 'ms', quantile(ours, share), {
      others: { direct: quantile(others, share) },
      runs: CALLBACKS,
      spread: spread(ours),
    }),
    ...(share === 0.5 && most !== undefined && { target: { of: 'ratio' as const, most } }),
  }));
}
