import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from './benchmark.ts';
import type { Finding } from './figure.ts';
import type { BenchOptions } from './options.ts';

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
    const begun = performance.now();
    try {
      for (const finding of await run(bench)) listener.finding(finding);
    } catch (error) {
      ok = false;
      listener.problem(`${name} did not run: ${reasonOf(error)}`);
    }
    listener.progress(`${name}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  rmSync(folder, { recursive: true, force: true });
  return ok;
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

/** The messages of an error and of what caused it. `ENOSPC` and its like say it in theirs. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${reasonOf(error.cause)})`;
  return `${error.message}${cause}`;
}
