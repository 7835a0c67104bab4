// Runs the benchmarks of this checkout and of another one in turns, and sets their figures side by side.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, type Measured } from '../compare/compare.ts';

const usage = `Usage: node packages/bench/src/bin/compare.ts CHECKOUT [--only NAME] [--rounds N] [--runs N] [--json]

CHECKOUT is a folder with another commit, its dependencies installed (git worktree add, pnpm install).

  --only NAME   run one benchmark (may be given again); pnpm bench --help names them
  --rounds N    so many runs of each checkout, in turns (3)
  --runs N      samples of each benchmark, as of pnpm bench
  --json        print one JSON object a figure: {"name", "unit", "here", "there", "ratio", "rounds"}

Exits with 1 when a benchmark could not run, with 2 when called wrongly.
`;

const here = resolve(import.meta.dirname, '../../../..');

function read() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      runs: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [there, ...others] = positionals;
  if (values.help) return undefined;
  if (there === undefined || others.length > 0) throw new Error('one other checkout must be named');
  if (!existsSync(benchOf(resolve(there)))) throw new Error(`${there} has no packages/bench`);
  const rounds = positive('--rounds', values.rounds ?? '3');
  const runs = values.runs === undefined ? [] : ['--runs', String(positive('--runs', values.runs))];
  const only = (values.only ?? []).flatMap((name) => ['--only', name]);
  return { there: resolve(there), rounds, json: values.json === true, benchOptions: [...only, ...runs] };
}

function positive(name: string, given: string): number {
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${name} must be 1 or more, not ${given}`);
}

function benchOf(checkout: string): string {
  return join(checkout, 'packages/bench/src/bin/bench.ts');
}

/** Node's cache of compiled code, where the checkout's `pnpm bench` starts with one. */
function compileCacheOf(checkout: string): NodeJS.ProcessEnv {
  if (!existsSync(join(checkout, 'launch.mjs'))) return {};
  return { NODE_COMPILE_CACHE: join(checkout, 'node_modules/.cache/node-compile') };
}

/** @throws Error where a benchmark could not run */
function measure(checkout: string, options: readonly string[]): Measured[] {
  const args = [benchOf(checkout), '--json', ...options];
  const env = {
    ...process.env,
    ...compileCacheOf(checkout),
    PATH: `${join(checkout, 'node_modules/.bin')}:${process.env.PATH}`,
  };
  const { status, stdout } = spawnSync(process.execPath, args, {
    ...{ cwd: checkout, env, encoding: 'utf8' as const, maxBuffer: 2 ** 26 },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`the benchmarks of ${checkout} ended with ${status}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Measured);
}

try {
  const options = read();
  if (options === undefined) process.stdout.write(usage);
  else {
    const runs: { ours: Measured[][]; theirs: Measured[][] } = { ours: [], theirs: [] };
    for (let round = 0; round < options.rounds; round += 1) {
      process.stderr.write(`round ${round + 1} of ${options.rounds}\n`);
      runs.ours.push(measure(here, options.benchOptions));
      runs.theirs.push(measure(options.there, options.benchOptions));
    }
    for (const figure of compare(runs.ours, runs.theirs)) {
      const { name, unit, here: left, there: right, ratio } = figure;
      const line = `${name.padEnd(48)} ${left.toPrecision(4)} here, ${right.toPrecision(4)} there, ${ratio.toFixed(2)} times (${unit})`;
      process.stdout.write(`${options.json ? JSON.stringify(figure) : line}\n`);
    }
  }
} catch (error) {
  const called = error instanceof Error && /must|has no|Unknown option|argument/.test(error.message);
  process.stderr.write(`compare: ${(error as Error).message}\n${called ? usage : ''}`);
  process.exitCode = called ? 2 : 1;
}
