import { type FaultName, noFaults } from '../engine/fault-rates.ts';
import { cut, type Trace } from '../engine/trace.ts';
import { type RunReport, run } from '../run.ts';
import { type TraceEntry, traceEntryOf } from './lanes.ts';

/** One seed, played and checked: plain data for a page. */
export interface SeedRun extends RunReport {
  readonly entries: readonly TraceEntry[];
}

/** Every fault that a run may be given: those that strike calls, and services that fail altogether for a while. */
export const faultNames: readonly FaultName[] = [
  ...(Object.keys(noFaults) as (keyof typeof noFaults)[]),
  'outage',
];

/** @throws RangeError with a sentence for people, for a text that is not a whole number of up to nine digits */
export function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new RangeError(
    `A seed is a whole number from 0 to 999999999, such as 42. Given: ${text.trim() === '' ? 'nothing' : JSON.stringify(text)}.`,
  );
}

/** Plays a seed with those of its faults that are named. With all of them it is the run of `pnpm simulate --seed`. */
export async function runSeed(seed: number, faults: readonly FaultName[] = faultNames): Promise<SeedRun> {
  const entries: TraceEntry[] = [];
  let start: number | undefined;
  const recording: Trace = {
    add(time, who, what) {
      start ??= time;
      entries.push(traceEntryOf(time - start, who, cut(what())));
    },
    lines: () => [],
  };
  const { trace: _, recorded: __, ...report } = await run(seed, { trace: recording, faults });
  return { ...report, entries };
}
