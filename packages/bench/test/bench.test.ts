import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Benchmark } from '../src/benchmark.ts';
import { type Finding, figure } from '../src/figure.ts';
import { appendRun } from '../src/history/append-run.ts';
import { runBenchmarks } from '../src/run-benchmarks.ts';

const bin = join(import.meta.dirname, '../src/bin/bench.ts');

function bench(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, ...environment };
  return spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', env });
}

it('prints one JSON object a figure, and nothing else', () => {
  const { status, stdout } = bench(['--only', 'burst', '--json', '--figures', devNull]);
  expect(status).toBe(0);
  const figures = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  const members = ['name', 'unit', 'ours', 'others', 'ratio', 'runs', 'spread'];
  for (const each of figures) expect(Object.keys(each as object)).toEqual(members);
  expect(figures).toContainEqual(expect.objectContaining({ name: 'burst.drained', unit: 's' }));
});

it('appends the figures of each run to a file, under its commit', () => {
  const folder = mkdtempSync(join(tmpdir(), 'figures-'));
  try {
    const file = join(folder, 'figures.jsonl');
    const runs = [1, 2].map((ours) => appendRun(file, import.meta.dirname, [figure('good.one', 'ms', ours)]));
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(runs);
    expect(runs.map(({ commit }) => commit)).toEqual(
      Array(2).fill(expect.stringMatching(/^[0-9a-f]{10}\+?$/)),
    );
    expect(() => appendRun(join(file, 'none'), import.meta.dirname, [])).toThrow('ENOTDIR');
    expect(() => appendRun(file, folder, [])).toThrow('not a git repository');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('ends with 2 and the names there are when a benchmark is unknown', () => {
  const { status, stdout, stderr } = bench(['--only', 'speed']);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/"speed".*overhead, throughput, cost/);
});

it('says plainly that there is no room for its files', () => {
  const { status, stderr } = bench(['--only', 'burst'], { TMPDIR: '/dev/null/none' });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^bench: no folder for the benchmarks in \/dev\/null\/none: /m);
});

it('one benchmark that can not run does not keep the others', async () => {
  const made = figure('good.one', 'ms', 1);
  const benchmark = (name: string, run: Benchmark['run']): Benchmark => ({ name, says: name, runs: 4, run });
  const chosen = [
    benchmark('bad', () => Promise.reject(new Error('no server', { cause: new Error('ENOSPC') }))),
    benchmark('good', async ({ runs }) => [{ figure: { ...made, runs } }]),
  ];
  const findings: Finding[] = [];
  const problems: string[] = [];
  const ok = await runBenchmarks(
    { chosen, runs: undefined },
    { finding: (each) => findings.push(each), problem: (line) => problems.push(line), progress: () => {} },
  );
  expect(ok).toBe(false);
  expect(problems).toEqual(['bad has no figures: no server (ENOSPC)']);
  expect(findings).toEqual([{ figure: { ...made, runs: 4 } }]);
});

it.each([3_600_000, -90_000])(
  'figures of a run in which the clock was set by %i ms are left out, and the others kept',
  async (jump) => {
    let set = 0;
    const clocks = { monotonic: () => 0, wall: () => set };
    const benchmark = (name: string, run: () => void): Benchmark => ({
      ...{ name, says: name, runs: 1 },
      run: async () => {
        run();
        return [{ figure: figure(`${name}.one`, 'ms', 1) }];
      },
    });
    const chosen = [
      benchmark('bad', () => {
        set += jump;
      }),
      benchmark('good', () => {
        set += 999;
      }),
    ];
    const names: string[] = [];
    const problems: string[] = [];
    const listener = {
      finding: (each: Finding) => names.push(each.figure.name),
      problem: (line: string) => problems.push(line),
      progress: () => {},
    };
    expect(await runBenchmarks({ chosen, runs: undefined }, listener, clocks)).toBe(false);
    expect(names).toEqual(['good.one']);
    expect(problems).toEqual([
      expect.stringContaining(`bad has no figures: the clock of the machine was set by ${jump / 1000}.0 s`),
    ]);
  },
);
