import { type FaultRates, noFaults } from '../engine/fault-rates.ts';
import { workload } from './workload.ts';

/** Calls to AWS that the packages make, for one callback that is delivered. */
export interface CallsPerCallback {
  readonly requester: number;
  readonly worker: number;
  /** Beside `executionEnd`. */
  readonly relay: number;
  /** Of the relay, when the execution has succeeded: what it may have left waiting is looked for once. */
  readonly executionEnd: number;
  /** Messages in a batch of the relay, at the mean. */
  readonly relayBatch: number;
  /** All calls with 5 % duplicates and 1 % throttles, over all calls without. */
  readonly amplification: number;
}

const SEED = 1;

/** Counted, not computed: `callbacks` callbacks at once, in batches of ten. */
export async function callsPerCallback(callbacks: number): Promise<CallsPerCallback> {
  const happy = await count(callbacks, noFaults);
  const troubled = await count(callbacks, { ...noFaults, duplicate: 0.05, throttled: 0.01 });
  const total = ({ requester, worker, relay, executionEnd }: Count) =>
    requester + worker + relay + executionEnd;
  return {
    requester: rounded(happy.requester),
    worker: rounded(happy.worker),
    relay: rounded(happy.relay),
    executionEnd: rounded(happy.executionEnd),
    relayBatch: rounded(happy.relayBatch),
    amplification: rounded(total(troubled) / total(happy)),
  };
}

type Count = Omit<CallsPerCallback, 'amplification'>;

async function count(callbacks: number, rates: FaultRates): Promise<Count> {
  const { setting, system, start, run } = workload({
    seed: SEED,
    callbacks,
    rates,
    batchingWindow: 1_000,
    quota: { burst: 3_000, perSecond: 500 },
    isForWorker: () => true,
  });
  start();
  await run();
  const delivered = system.stepFunctions.attempts().filter(({ end }) => end?.how === 'answered').length;
  const { batches } = system.archive;
  const calls = setting.calls.byOperation();
  // Nothing else is looked for by the index, and nothing else is deferred where nothing fails.
  const ofEnds = endOperations.reduce((sum, operation) => sum + (calls.get(`relay ${operation}`) ?? 0), 0);
  return {
    requester: setting.calls.of('requester') / delivered,
    worker: setting.calls.of('worker') / delivered,
    relay: (setting.calls.of('relay') - ofEnds) / delivered,
    executionEnd: ofEnds / delivered,
    relayBatch: batches.reduce((total, { messages }) => total + messages.length, 0) / batches.length,
  };
}

const endOperations = ['dynamodb.callbacksOf', 'sqs.defer', 'sqs.changeVisibility'];

function rounded(figure: number): number {
  return Math.round(figure * 1_000) / 1_000;
}
