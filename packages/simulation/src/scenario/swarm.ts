import type { FaultRates } from '../engine/fault-rates.ts';
import type { Randomness } from '../engine/randomness.ts';
import { type InterferenceKind, interferenceKinds } from './work-item.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * What a seed's run is made of. Each seed leaves out much of what could happen, so that the rest happens often and
 * together: swarm testing. https://dl.acm.org/doi/10.1145/2338965.2336763
 */
export interface Swarm {
  /** Kinds of interference that occur. */
  readonly kinds: readonly InterferenceKind[];
  /** Events that interfere with one callback, at most. */
  readonly crowd: number;
  /** From and to when they come, in milliseconds: one of these spans each. */
  readonly spans: readonly (readonly [number, number])[];
  /** Executions start within so many milliseconds. */
  readonly startsWithin: number;
  readonly timeouts: readonly number[];
  /** When domains answer: within one of these, in milliseconds. */
  readonly domainsWithin: readonly number[];
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
  /** Rates that are not left to the draw of the others. */
  readonly rates: Partial<FaultRates>;
}

/** Half of the seeds look at everything, the others at what seldom meets by itself. */
export function drawSwarm(random: Randomness): Swarm {
  const usual = drawUsual(random);
  if (random.chance(0.5)) return usual;
  if (random.chance(0.07)) return { ...usual, ...large };
  return random.chance(0.5) ? { ...usual, ...drawRace(random) } : { ...usual, ...crowded };
}

function drawUsual(random: Randomness): Swarm {
  return {
    kinds: drawKinds(random),
    crowd: 3,
    spans: [upTo(10 * SECOND), upTo(10 * MINUTE), upTo(10 * HOUR)],
    startsWithin: MINUTE,
    timeouts: [15 * SECOND, 2 * MINUTE, 8 * HOUR, 24 * HOUR, 24 * HOUR, 48 * HOUR],
    domainsWithin: [30 * SECOND, 30 * SECOND, 5 * MINUTE, 2 * HOUR],
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

/** Bodies that cost a run most of its time: they come in one run of thirty or so. */
const costly: readonly InterferenceKind[] = ['too-large', 'large', 'large-of-stranger'];

const large: Partial<Swarm> = {
  kinds: [...costly, 'large', 'large-of-stranger', 'no-output'],
  crowd: 5,
  spans: [upTo(SECOND), upTo(20 * SECOND)],
  parkedFor: [10 * MINUTE],
};

/** Many events for one callback, some of them long after. */
const crowded: Partial<Swarm> = {
  crowd: 9,
  spans: [upTo(300), upTo(5 * SECOND), upTo(10 * MINUTE)],
  parkedFor: [10 * MINUTE],
};

/**
 * Everything at one moment, under few keys: results come as their callbacks open, or as their tasks time out and are
 * tried again, in several copies, and calls overtake each other by seconds.
 */
function drawRace(random: Randomness): Partial<Swarm> {
  const atTimeout = random.chance(0.6);
  const [from, to] = atTimeout ? [13 * SECOND, 20 * SECOND] : [0, 4 * SECOND];
  return {
    crowd: 6,
    spans: [[from, to]],
    startsWithin: 2 * SECOND,
    timeouts: atTimeout ? [15 * SECOND] : [15 * SECOND, 24 * HOUR],
    domainsWithin: atTimeout ? [20 * SECOND] : [4 * SECOND],
    sharedKeys: random.pick([0.3, 1]),
    parkedFor: [10 * MINUTE, 12 * HOUR],
    rates: {
      slow: random.pick([0.2, 0.5]),
      duplicate: random.pick([0.3, 0.6]),
      delay: 0,
      hangs: random.pick([0, 0.1]),
    },
  };
}

function upTo(milliseconds: number): readonly [number, number] {
  return [0, milliseconds];
}
