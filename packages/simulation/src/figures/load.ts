import { currentVersion, resultTypes } from '@callback-relay/contract';
import { noFaults } from '../engine/fault-rates.ts';
import { parties } from '../scenario/parties.ts';
import { type Workload, workload } from './workload.ts';

/** What is published second by second beside the results whose delay is measured. */
export interface Load {
  readonly seconds: number;
  /** Of callbacks that wait, one after the other. */
  readonly heartbeatsPerSecond: number;
  /** Under correlation IDs that no requester opens. */
  readonly unmatchedPerSecond: number;
  /** Of callbacks that wait: what is measured. */
  readonly resultsPerSecond: number;
  readonly quota: { readonly burst: number; readonly perSecond: number };
}

export interface LoadResult {
  readonly published: number;
  /** Milliseconds from a result's publishing to its task's end. */
  readonly medianDelay: number;
  readonly longestDelay: number;
  /** Results that were never settled. */
  readonly unsettled: number;
  readonly relayCalls: number;
  readonly deadLetters: number;
  readonly mostInFlight: number;
}

const SEED = 1;
/** Seconds after which every callback is open. */
const OPENED_AFTER = 60;
/** Callbacks that wait for a day: those that send heartbeats, where any do. */
const WAITING = 600;
const SAMPLED_EVERY = 10_000;

/** Plays a load on the real relay over simulated services, until nothing is left to do. */
export async function playLoad(load: Load): Promise<LoadResult> {
  const results = load.seconds * load.resultsPerSecond;
  const stage = workload({
    seed: SEED,
    callbacks: results + WAITING,
    rates: noFaults,
    batchingWindow: 0,
    quota: load.quota,
    isForWorker: () => false,
    unmatched: load.seconds * load.unmatchedPerSecond,
  });
  const publishedAt = new Map<string, number>();
  let published = 0;
  let mostInFlight = 0;
  stage.start();
  for (let second = 0; second < load.seconds; second++) {
    stage.setting.time.after((OPENED_AFTER + second) * 1000, () => {
      published += publishSecond(stage, load, second, publishedAt);
    });
  }
  for (let at = 0; at < load.seconds * 1000; at += SAMPLED_EVERY) {
    stage.setting.time.after(OPENED_AFTER * 1000 + at, () => {
      mostInFlight = Math.max(mostInFlight, stage.system.relayQueue.queue.inFlight());
    });
  }
  await stage.run();
  return { published, mostInFlight, ...measured(stage, publishedAt) };
}

function measured({ system, setting }: Workload, publishedAt: ReadonlyMap<string, number>) {
  const tokens = new Map(
    system.table.openings().map(({ opening }) => [opening.taskToken, opening.correlationId]),
  );
  const delays = system.stepFunctions
    .attempts()
    .flatMap(({ token, end }) => {
      const at = publishedAt.get(tokens.get(token) ?? '');
      return at === undefined || end?.how !== 'answered' ? [] : [end.at - at];
    })
    .toSorted((a, b) => a - b);
  return {
    medianDelay: delays[Math.floor(delays.length / 2)] ?? 0,
    longestDelay: delays.at(-1) ?? 0,
    unsettled: publishedAt.size - delays.length,
    relayCalls: setting.calls.of('relay'),
    deadLetters: system.relayQueue.deadLetters.bodies().length,
  };
}

/** How many events that were: spread over the second in tenths. */
function publishSecond(
  { system, setting }: Workload,
  { heartbeatsPerSecond, unmatchedPerSecond, resultsPerSecond, ...load }: Load,
  second: number,
  publishedAt: Map<string, number>,
): number {
  const ids = system.table.openings().map(({ opening }) => opening.correlationId);
  const results = load.seconds * resultsPerSecond;
  const waiting = ids.slice(results);
  const events = [
    ...Array.from({ length: heartbeatsPerSecond }, (_, at) => ({
      type: resultTypes.heartbeat,
      id: waiting[(second * heartbeatsPerSecond + at) % waiting.length] ?? '',
      said: { progress: second },
      isMeasured: false,
    })),
    ...Array.from({ length: unmatchedPerSecond }, (_, at) => ({
      type: resultTypes.succeeded,
      id: `${parties.namespace}:unmatched-${second}-${at}`,
      said: { output: null },
      isMeasured: false,
    })),
    ...ids.slice(second * resultsPerSecond, (second + 1) * resultsPerSecond).map((id) => ({
      type: resultTypes.succeeded,
      id,
      said: { output: null },
      isMeasured: true,
    })),
  ];
  for (const [at, { type, id, said, isMeasured }] of events.entries()) {
    setting.time.after(Math.floor((at * 1000) / events.length), () => {
      const detail = JSON.stringify({ version: currentVersion, correlationId: id, ...said });
      system.bus.put(parties.workerAccount, [{ source: parties.workerSource, detailType: type, detail }]);
      if (isMeasured) publishedAt.set(id, setting.time.now());
    });
  }
  return events.length;
}
