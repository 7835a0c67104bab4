import type { Finding } from './figure.ts';

/** One benchmark: what `--only` names. */
export interface Benchmark {
  readonly name: string;
  /** In a line, for `--help`. */
  readonly says: string;
  /** Samples where `--runs` says nothing. */
  readonly runs: number;
  /** Rejects when something is missing here; the other benchmarks still run. */
  run(bench: Bench): Promise<readonly Finding[]>;
}

/** What a benchmark is given. */
export interface Bench {
  readonly runs: number;
  /** Hears what goes on, for people. */
  progress(line: string): void;
  /** The folder of the synthesized benchmark app, made at the first call. */
  assembly(): Promise<string>;
}
