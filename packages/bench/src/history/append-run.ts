import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Figure } from '../figure.ts';

/** One run of `pnpm bench --json`: a line of the file of figures. */
export interface Run {
  /** Of the checkout that ran; with a plus where files of it had been changed since. */
  readonly commit: string;
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly node: string;
  readonly cores: number;
  readonly figures: readonly Figure[];
}

/**
 * Appends the figures of a run to a file, a line a run, under the commit that ran. @throws Error where `folder` is no
 * checkout of Git, or the file cannot be written
 */
export function appendRun(file: string, folder: string, figures: readonly Figure[]): Run {
  const run = {
    commit: commitOf(folder),
    at: new Date().toISOString(),
    node: process.version,
    cores: availableParallelism(),
    figures,
  };
  appendFileSync(file, `${JSON.stringify(run)}\n`);
  return run;
}

function commitOf(folder: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const commit = git('rev-parse', '--short=10', 'HEAD');
  // The file of figures itself changes with every run.
  const isChanged =
    git('status', '--porcelain', '--', ':/', ':(top,exclude)packages/bench/figures.jsonl') !== '';
  return isChanged ? `${commit}+` : commit;
}
