import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import { drawFaultRates, type FaultRates, noFaults } from '../engine/fault-rates.ts';
import { type Outage, services } from '../engine/outage.ts';
import type { Randomness } from '../engine/randomness.ts';
import type { Attempt, CallbackTask, ExecutionPlan } from '../services/execution.ts';
import type { Retrier } from '../services/retriers.ts';
import { unacceptable } from '../services/step-functions.ts';
import { drawSwarm } from './draw-swarm.ts';
import { parties } from './parties.ts';
import type { Swarm } from './swarm.ts';
import type { Interference, WorkItem } from './work-item.ts';

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
  /** How many messages the relay gets at once, at most: as deployed where it is left out. */
  readonly batchSize?: number;
  /** Of the relay, behind its two queues: as deployed where it is left out. */
  readonly instances?: number;
  /** Of the relay queue's redrive policy: as deployed, or so low that faults fill the dead-letter queue. */
  readonly maxReceiveCount?: number;
  /** How long a parked result waits for its callback. */
  readonly parkedFor: number;
  readonly executions: readonly PlannedExecution[];
  /** By the number in the task's payload. */
  readonly workItems: readonly WorkItem[];
}

export interface PlannedExecution {
  readonly plan: ExecutionPlan;
  readonly startsAt: number;
  /** StopExecution at this time. */
  readonly abortsAt?: number;
}

/** The workItem that answers a task. */
export function workItemOf(scenario: Scenario, { task }: Pick<Attempt, 'task'>): WorkItem {
  return scenario.workItems[task.request.payload.workItem] as WorkItem;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export function drawScenario(random: Randomness): Scenario {
  const swarm = drawSwarm(random);
  const rates = random.chance(0.1) ? noFaults : { ...drawFaultRates(random), ...swarm.rates };
  const workItems: WorkItem[] = [];
  const executions = Array.from({ length: random.integer(...swarm.executions) }, (_, at) =>
    drawExecution(random, swarm, `arn:aws:states:sim:execution:${at + 1}`, workItems),
  );
  const quota = drawQuota(random, swarm);
  const calmAfter = random.integer(20 * SECOND, 15 * MINUTE);
  return {
    rates,
    outages: drawOutages(random, calmAfter),
    calmAfter,
    redriveAfter: random.pick([MINUTE, 20 * MINUTE, 5 * HOUR]),
    quota,
    batchingWindow: swarm.batchingWindow,
    batchSize: swarm.batchSize,
    ...(swarm.instances !== undefined && { instances: swarm.instances }),
    // With a call every ten seconds a message is received more often than that, though nothing is wrong with it.
    ...(random.chance(0.3) && quota.perSecond > 1 && { maxReceiveCount: 4 }),
    parkedFor: random.pick(swarm.parkedFor),
    executions,
    workItems,
  };
}

/** An instance's burst is one call at least, so that the instances together must have room in the quota. */
function drawQuota(random: Randomness, { instances, quota }: Swarm): Scenario['quota'] {
  if (quota !== undefined) return quota;
  if (random.chance(0.8)) return { burst: 3_000, perSecond: 500 };
  return instances === undefined ? { burst: 48, perSecond: 12 } : { burst: instances, perSecond: 1 };
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

function drawExecution(
  random: Randomness,
  swarm: Swarm,
  arn: string,
  workItems: WorkItem[],
): PlannedExecution {
  const startsAt = random.integer(...swarm.starts);
  const tasks: CallbackTask[] = [];
  for (let at = random.pick([1, 1, 2, 3]); at > 0; at--) {
    const neighbour = tasks.at(-1);
    // Two tasks with one identity cannot share a business key as well: docs/promises.md, "Outside" of promise 9.
    if (
      neighbour !== undefined &&
      neighbour.request.businessKey === undefined &&
      random.chance(swarm.twins)
    ) {
      tasks.push(neighbour);
      continue;
    }
    const workItem = drawWorkItem(random, swarm, workItems.length);
    workItems.push(workItem);
    tasks.push(drawTask(random, swarm, workItem, tasks.length));
  }
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

function drawTask(random: Randomness, swarm: Swarm, workItem: WorkItem, at: number): CallbackTask {
  const timeout = random.pick(swarm.timeouts);
  return {
    stateName: 'AskWorker',
    // A Map gives it, a Parallel state does not: then the payload alone tells tasks of one moment apart.
    ...(random.chance(0.7) && { item: at }),
    timeout,
    ...(workItem.heartbeats > 0 && random.chance(0.5) ? { heartbeat: 30 * SECOND } : {}),
    retry: [
      deployedConfiguration.retry,
      authorsRetrier(random.pick(swarm.retries), random.pick(swarm.retryIntervals)),
    ],
    request: {
      payload: { workItem: workItem.number },
      allowedSources: [workItem.answeredBy === 'domain' ? parties.domainSource : parties.workerSource],
      ...(random.chance(0.7) ? { allowedAccounts: [parties.workerAccount] } : {}),
      ...(workItem.answeredBy === 'domain' ? { businessKey: drawBusinessKey(random, swarm, workItem) } : {}),
    },
  };
}

/** What the machine's author retries beside what the construct does: the work itself, so many times. */
export function authorsRetrier(maxAttempts: number, intervalSeconds: number): Retrier {
  const errorEquals = [
    'States.Timeout',
    'States.HeartbeatTimeout',
    'WorkFailed',
    'CallbackRelay.InvalidResult',
    'CallbackRelay.ResultTooLarge',
  ];
  const maxDelaySeconds = intervalSeconds;
  return { errorEquals, intervalSeconds, maxAttempts, maxDelaySeconds, backoffRate: 1, fullJitter: false };
}

/** Now and then two tasks wait under one key. */
function drawBusinessKey(random: Randomness, { sharedKeys }: Swarm, workItem: WorkItem): string {
  return random.chance(sharedKeys) ? 'order-shared/payment' : `order-${workItem.number}/payment`;
}

function drawWorkItem(random: Randomness, swarm: Swarm, number: number): WorkItem {
  const answeredBy = random.pick(swarm.answeredBy);
  const kind = random.pick(['success', 'success', 'failure'] as const);
  const isRefused = random.chance(swarm.refusedOutputs);
  return {
    number,
    answer: { kind, text: `${isRefused ? `${unacceptable} ` : ''}answer of ${number}` },
    answeredBy,
    duration: drawDuration(random, swarm, answeredBy),
    heartbeats: answeredBy === 'worker' ? random.pick([0, 0, 1, 4]) : 0,
    isNondeterministic: random.chance(0.1),
    interference: drawInterference(random, swarm),
  };
}

function drawDuration(random: Randomness, { domains }: Swarm, answeredBy: WorkItem['answeredBy']): number {
  if (answeredBy === 'domain') return random.integer(...random.pick(domains));
  return random.pick([0, random.integer(10, 5 * SECOND), random.integer(SECOND, 45 * SECOND)]);
}

function drawInterference(
  random: Randomness,
  { kinds, frequent, quiet, crowd, spans }: Swarm,
): Interference[] {
  if (random.chance(quiet)) return [];
  return Array.from({ length: random.integer(1, crowd) }, () => ({
    kind: random.pick(random.chance(frequent) ? frequentKinds : kinds),
    after: random.integer(...random.pick(spans)),
  }));
}

const frequentKinds = ['again', 'contradiction', 'heartbeat'] as const;
