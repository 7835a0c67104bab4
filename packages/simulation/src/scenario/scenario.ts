import { drawFaultRates, type FaultRates, noFaults } from '../engine/fault-rates.ts';
import { type Outage, services } from '../engine/outage.ts';
import type { Randomness } from '../engine/randomness.ts';
import type { Attempt, CallbackTask, ExecutionPlan } from '../services/execution.ts';
import { type Deed, type Meddling, type MeddlingKind, meddlingKinds } from './deed.ts';
import { parties } from './parties.ts';

/** Everything that a seed decides before the run begins. Durations are milliseconds from the start of the run. */
export interface Scenario {
  readonly rates: FaultRates;
  /** Services that fail altogether for a while; times from the start of the run. */
  readonly outages: readonly Outage[];
  /** How long the faults last. */
  readonly calmAfter: number;
  /** How long after the faults the dead-letter queues are redriven. */
  readonly redriveAfter: number;
  readonly quota: { readonly burst: number; readonly perSecond: number };
  /** How long each function's batches wait to be filled. */
  readonly batchingWindow: number;
  /** Of the relay queue's redrive policy: as deployed, or so low that faults fill the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** How long a parked result waits for its callback. */
  readonly parkedFor: number;
  readonly executions: readonly PlannedExecution[];
  /** By the number in the task's payload. */
  readonly deeds: readonly Deed[];
}

export interface PlannedExecution {
  readonly plan: ExecutionPlan;
  readonly startsAt: number;
  /** StopExecution at this time. */
  readonly abortsAt?: number;
}

/** The deed that answers a task. */
export function deedOf(scenario: Scenario, { task }: Pick<Attempt, 'task'>): Deed {
  return scenario.deeds[task.request.payload.deed] as Deed;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function drawScenario(random: Randomness): Scenario {
  const rates = random.chance(0.1) ? noFaults : drawFaultRates(random);
  const deeds: Deed[] = [];
  const executions = Array.from({ length: random.integer(1, 4) }, (_, at) =>
    drawExecution(random, `arn:aws:states:sim:execution:${at + 1}`, deeds),
  );
  const calmAfter = random.integer(20 * SECOND, 15 * MINUTE);
  return {
    rates,
    outages: drawOutages(random, calmAfter),
    calmAfter,
    redriveAfter: random.pick([MINUTE, 20 * MINUTE, 5 * HOUR]),
    quota: random.chance(0.15) ? { burst: 8, perSecond: 4 } : { burst: 3_000, perSecond: 500 },
    batchingWindow: random.pick([0, 0, 5 * SECOND]),
    maxReceiveCount: random.chance(0.3) ? 4 : 200,
    parkedFor: random.pick([10 * MINUTE, HOUR, 12 * HOUR]),
    executions,
    deeds,
  };
}

function drawOutages(random: Randomness, calmAfter: number): Outage[] {
  if (random.chance(0.8)) return [];
  const from = random.integer(0, 2 * MINUTE);
  return [
    {
      service: random.pick(services),
      from,
      until: Math.min(calmAfter, from + random.integer(SECOND, 10 * MINUTE)),
      how: random.pick(['throttled', 'refused', 'answerLost'] as const),
    },
  ];
}

function drawExecution(random: Randomness, arn: string, deeds: Deed[]): PlannedExecution {
  const startsAt = random.integer(0, MINUTE);
  const tasks = Array.from({ length: random.pick([1, 1, 2, 3]) }, (_, at) => {
    const deed = drawDeed(random, deeds.length);
    deeds.push(deed);
    return drawTask(random, deed, at);
  });
  const plan: ExecutionPlan = {
    arn,
    tasks,
    catches: random.chance(0.3),
    ...(random.chance(0.1) ? { timeout: random.integer(5 * SECOND, 2 * MINUTE) } : {}),
  };
  return {
    plan,
    startsAt,
    ...(random.chance(0.15) ? { abortsAt: startsAt + random.integer(100, 2 * MINUTE) } : {}),
  };
}

function drawTask(random: Randomness, deed: Deed, at: number): CallbackTask {
  const timeout = random.pick([15 * SECOND, 2 * MINUTE, 8 * HOUR, 24 * HOUR, 24 * HOUR, 48 * HOUR]);
  return {
    stateName: 'AskWorker',
    item: at,
    timeout,
    ...(deed.heartbeats > 0 && random.chance(0.5) ? { heartbeat: 30 * SECOND } : {}),
    retries: random.pick([0, 1, 2]),
    retryInterval: random.pick([SECOND, 30 * SECOND]),
    request: {
      payload: { deed: deed.number },
      allowedSources: [deed.answeredBy === 'domain' ? parties.domainSource : parties.workerSource],
      ...(random.chance(0.7) ? { allowedAccounts: [parties.workerAccount] } : {}),
      ...(deed.answeredBy === 'domain' ? { businessKey: drawBusinessKey(random, deed) } : {}),
    },
  };
}

/** Now and then two tasks wait under one key. */
function drawBusinessKey(random: Randomness, deed: Deed): string {
  return random.chance(0.1) ? 'order-shared/payment' : `order-${deed.number}/payment`;
}

function drawDeed(random: Randomness, number: number): Deed {
  const answeredBy = random.pick(['worker', 'worker', 'worker', 'domain', 'domain', 'nobody'] as const);
  const kind = random.pick(['success', 'success', 'failure'] as const);
  return {
    number,
    answer: { kind, text: `answer of ${number}` },
    answeredBy,
    duration: drawDuration(random, answeredBy),
    heartbeats: answeredBy === 'worker' ? random.pick([0, 0, 1, 4]) : 0,
    isFickle: random.chance(0.1),
    meddling: drawMeddling(random),
  };
}

function drawDuration(random: Randomness, answeredBy: Deed['answeredBy']): number {
  if (answeredBy === 'domain')
    return random.integer(0, random.pick([30 * SECOND, 30 * SECOND, 5 * MINUTE, 2 * HOUR]));
  return random.pick([0, random.integer(10, 5 * SECOND), random.integer(SECOND, 45 * SECOND)]);
}

function drawMeddling(random: Randomness): Meddling[] {
  if (random.chance(0.5)) return [];
  return Array.from({ length: random.integer(1, 3) }, () => ({
    kind: drawMeddlingKind(random),
    after: random.integer(0, random.pick([10 * SECOND, 10 * MINUTE, 10 * HOUR])),
  }));
}

/** Bodies over the limit cost a run most of its time: they come in one run of thirty or so. */
function drawMeddlingKind(random: Randomness): MeddlingKind {
  const kind = random.pick(random.chance(0.5) ? frequentKinds : meddlingKinds);
  return kind === 'too-large' && random.chance(0.7) ? 'no-output' : kind;
}

const frequentKinds = ['again', 'contradiction', 'heartbeat'] as const;
