import type { FaultRates } from '../engine/fault-rates.ts';
import type { Randomness } from '../engine/randomness.ts';
import { type Span, upTo } from './span.ts';
import { type InterferenceKind, interferenceKinds, type WorkItem } from './work-item.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * What a seed's run is made of. Each seed leaves out much of what could happen, so that the rest happens often and
 * together: swarm testing. https://dl.acm.org/doi/10.1145/2338965.2336763
 */
export interface Swarm {
  /** Kinds of interference that occur, and how often it is one of the frequent kinds in their place. */
  readonly kinds: readonly InterferenceKind[];
  readonly frequent: number;
  /** How often nothing interferes with a callback. */
  readonly quiet: number;
  /** Events that interfere with one callback otherwise, at most. */
  readonly crowd: number;
  /** When they come: in one of these spans each. */
  readonly spans: readonly Span[];
  readonly executions: readonly [number, number];
  /** When executions start. */
  readonly starts: Span;
  readonly answeredBy: readonly WorkItem['answeredBy'][];
  readonly timeouts: readonly number[];
  /** How often the author's Retry tries a task again, and after how many seconds. */
  readonly retries: readonly number[];
  readonly retryIntervals: readonly number[];
  /** When domains answer: in one of these spans each. */
  readonly domains: readonly Span[];
  /** How often tasks wait under one business key. */
  readonly sharedKeys: number;
  /** How often a task has the identity of its neighbour: branches with one payload, nested Maps without an item. */
  readonly twins: number;
  /** How often Step Functions refuses the output of a task's answer. */
  readonly refusedOutputs: number;
  readonly parkedFor: readonly number[];
  /** Of the relay's batches. */
  readonly batchSize: number;
  /** Instances of the relay behind its two queues; as deployed where it is left out. */
  readonly instances?: number;
  readonly batchingWindow: number;
  /** Calls a second, of the quota; drawn with the others where it is left out. */
  readonly quota?: { readonly burst: number; readonly perSecond: number };
  /** Rates that are not left to the draw of the others. */
  readonly rates: Partial<FaultRates>;
}

/** Of what could happen, a part that each seed draws for itself. */
export function drawUsual(random: Randomness): Swarm {
  return {
    kinds: drawKinds(random),
    frequent: 0.3,
    quiet: 0.4,
    crowd: 3,
    spans: [upTo(10 * SECOND), upTo(10 * MINUTE), upTo(10 * HOUR)],
    executions: [1, 4],
    starts: upTo(MINUTE),
    answeredBy: ['worker', 'worker', 'worker', 'domain', 'domain', 'none'],
    timeouts: [15 * SECOND, 2 * MINUTE, 8 * HOUR, 24 * HOUR, 24 * HOUR, 48 * HOUR],
    retries: [0, 1, 2],
    retryIntervals: [1, 30],
    domains: [30 * SECOND, 30 * SECOND, 5 * MINUTE, 2 * HOUR].map(upTo),
    sharedKeys: random.pick([0.1, 0.1, 0.7]),
    twins: random.pick([0, 0, 0.4]),
    refusedOutputs: random.pick([0, 0, 0, 0.2]),
    parkedFor: [10 * MINUTE, HOUR, 12 * HOUR],
    batchSize: random.pick([1, 3, 10, 10]),
    ...(random.chance(0.3) && { instances: 4 }),
    batchingWindow: random.pick([0, 0, 5 * SECOND]),
    rates: {},
  };
}

function drawKinds(random: Randomness): readonly InterferenceKind[] {
  const kinds = interferenceKinds.filter((kind) => !costly.includes(kind) && random.chance(0.5));
  return kinds.length === 0 ? ['again'] : kinds;
}

/** Bodies that cost a run most of its time: they come in the situation of a full row alone. */
const costly: readonly InterferenceKind[] = ['too-large', 'large', 'large-of-stranger', 'large-of-account'];
