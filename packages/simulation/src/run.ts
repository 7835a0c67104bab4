import type { Verdict } from '@callback-relay/contract';
import { checkTrace, type OutsideStep, type Step } from '@callback-relay/spec';
import { playClassic } from './designs/classic.ts';
import { playSample } from './designs/sample.ts';
import type { Toll } from './designs/statement.ts';
import { callCount } from './engine/call-count.ts';
import { type FaultName, onlyFaults } from './engine/fault-rates.ts';
import { seededRandomness } from './engine/randomness.ts';
import { type Simulator, simulator } from './engine/simulator.ts';
import { noTrace, recordingTrace, type Trace } from './engine/trace.ts';
import { virtualTime } from './engine/virtual-time.ts';
import { countingMarks, type MarkCounts } from './marks/count-marks.ts';
import { evidenceOf, finalVerdicts } from './promises/evidence.ts';
import { type PromiseName, promiseNames, promises } from './promises/promises.ts';
import { withRedrives } from './scenario/redrives.ts';
import { drawScenario, type Scenario } from './scenario/scenario.ts';
import { type Mutations, noMutations } from './system/mutations.ts';
import { type Played, play } from './system/play.ts';

/** One run of the real packages, with its findings. Plain data: it crosses threads. */
export interface RunReport {
  readonly seed: number;
  readonly violations: readonly { readonly promise: PromiseName; readonly what: string }[];
  readonly tested: Readonly<Record<PromiseName, number>>;
  /** Events by verdict, `parked` on the way included. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** How often each branch of the protocol was taken. */
  readonly marks: MarkCounts;
  readonly ours: Toll;
  /** Calls about rows, and those of them that the specification does not allow. */
  readonly steps: number;
  readonly outside: readonly OutsideStep[];
}

export interface RunOptions {
  readonly mutations?: Mutations;
  /** Where what happens is written; `true` for lines, which the report's `trace` then has. */
  readonly trace?: boolean | Trace;
  /** The faults that strike. @default all that the seed draws */
  readonly faults?: readonly FaultName[];
}

export async function run(
  seed: number,
  options: RunOptions = {},
): Promise<RunReport & { readonly trace: Trace; readonly recorded: readonly Step[] }> {
  const { setting, scenario: drawn } = begin(seed, traceOf(options.trace), options.faults);
  const scenario = withRedrives(drawn, seed);
  const { result: played, marks } = await countingMarks(() =>
    play(setting, scenario, options.mutations ?? noMutations),
  );
  return { ...reportOf(seed, played), marks, trace: setting.trace, recorded: played.steps };
}

/** How the other designs fare in the scenario and under the faults of the same seed. */
export async function runOthers(seed: number): Promise<{ readonly classic: Toll; readonly sample: Toll }> {
  const classic = begin(seed, noTrace);
  const sample = begin(seed, noTrace);
  return {
    classic: await playClassic(classic.setting, classic.scenario),
    sample: await playSample(sample.setting, sample.scenario),
  };
}

function traceOf(trace: RunOptions['trace']): Trace {
  if (typeof trace === 'object') return trace;
  return trace === true ? recordingTrace() : noTrace;
}

function withFaults(scenario: Scenario, faults: readonly FaultName[] | undefined): Scenario {
  if (faults === undefined) return scenario;
  const outages = faults.includes('outage') ? scenario.outages : [];
  return { ...scenario, rates: onlyFaults(scenario.rates, faults), outages };
}

/** The scenario is drawn first: under one seed it is the same for every design. */
function begin(
  seed: number,
  trace: Trace,
  faults?: readonly FaultName[],
): { readonly setting: Simulator; readonly scenario: Scenario } {
  const random = seededRandomness(seed);
  const scenario = withFaults(drawScenario(random), faults);
  const time = virtualTime();
  const outages = scenario.outages.map((outage) => ({
    ...outage,
    from: time.now() + outage.from,
    until: time.now() + outage.until,
  }));
  return {
    setting: simulator({ random, time, trace, calls: callCount(), outages }, scenario.rates),
    scenario,
  };
}

/** What the checks find in a run at rest. */
export function reportOf(seed: number, played: Played): Omit<RunReport, 'marks'> {
  const evidence = evidenceOf(played);
  const findings = promiseNames.map((promise) => ({ promise, ...promises[promise](evidence) }));
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { id } of evidence.results) {
    const recorded = evidence.recordedOf(id);
    const wasParked = recorded.some(({ record }) => record.verdict === 'parked');
    const wasGivenUp = recorded.some(({ record }) => record.verdict === 'undeliverable');
    const seen = new Set<Verdict>(finalVerdicts(recorded));
    if (wasParked) seen.add('parked');
    if (wasGivenUp) seen.add('undeliverable');
    for (const verdict of seen) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  }
  const { steps, outside } = checkTrace(played);
  const fates = evidence.attempts.map((attempt) => evidence.fate(attempt));
  const count = (fate: keyof Toll) => fates.filter((each) => each === fate).length;
  return {
    seed,
    violations: [
      ...findings.flatMap(({ promise, violations }) => violations.map((what) => ({ promise, what }))),
      ...played.archive.broken.map(({ promise, rule, correlationId }) => ({
        promise: `promise-${promise}` as PromiseName,
        what: `the relay's own assertion: ${rule} (${correlationId})`,
      })),
    ],
    tested: Object.fromEntries(
      findings.map(({ promise, tested }) => [promise, tested]),
    ) as RunReport['tested'],
    verdicts,
    steps,
    outside,
    ours: { lost: count('lost'), hung: count('hung'), wrongOutcome: count('wrongOutcome') },
  };
}
