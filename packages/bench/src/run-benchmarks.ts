import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './benchmark.ts';
import { type Clocks, machineClocks, watchForJump } from './clocks.ts';
import type { Finding } from './figure.ts';
import type { BenchOptions } from './options.ts';
import { reasonOf } from './reason.ts';

export interface Listener {
  /** A figure is there. */
  finding(finding: Finding): void;
  progress(line: string): void;
  /** A benchmark could not run, or stopped midway. */
  problem(line: string): void;
}

/** Runs the chosen benchmarks one after the other. One that can't run does not keep the others. */
export async function runBenchmarks(
  options: Pick<BenchOptions, 'chosen' | 'runs'>,
  listener: Listener,
  clocks: Clocks = machineClocks,
): Promise<boolean> {
  const folder = folderFor(listener);
  if (folder === undefined) return false;
  let synthesized: Promise<string> | undefined;
  const assembly = (): Promise<string> => {
    synthesized ??= synthesize(folder, listener);
    return synthesized;
  };
  let ok = true;
  for (const { name, runs, run } of options.chosen) {
    const bench: Bench = {
      runs: options.runs ?? runs,
      progress: (line) => listener.progress(`${name}: ${line}`),
      assembly,
    };
    const begun = clocks.monotonic();
    const jumped = watchForJump(clocks);
    try {
      const findings = await run(bench);
      refuseJump(jumped());
      for (const finding of findings) listener.finding(finding);
    } catch (error) {
      ok = false;
      listener.problem(`${name} has no figures: ${reasonOf(error)}`);
    }
    listener.progress(`${name}: ${((clocks.monotonic() - begun) / 1000).toFixed(1)} s`);
  }
  rmSync(folder, { recursive: true, force: true });
  return ok;
}

/** Timers of what was measured go by the wall clock: after a jump its figures are those of another load. */
function refuseJump(milliseconds: number): void {
  if (milliseconds === 0) return;
  const seconds = (milliseconds / 1000).toFixed(1);
  throw new Error(
    `the clock of the machine was set by ${seconds} s meanwhile, so its figures are left out: run it again`,
  );
}

function folderFor({ problem }: Listener): string | undefined {
  try {
    return mkdtempSync(join(tmpdir(), 'callback-relay-bench-'));
  } catch (error) {
    problem(`no folder for the benchmarks in ${tmpdir()}: ${reasonOf(error)}`);
    return undefined;
  }
}

async function synthesize(folder: string, { progress }: Listener): Promise<string> {
  progress('synthesizing the benchmark app');
  // Loaded only here: CDK takes a second, and some benchmarks need none of it.
  const { synthesizeBenchApp } = await import('./app/bench-app.ts');
  return synthesizeBenchApp(join(folder, 'app'));
}
