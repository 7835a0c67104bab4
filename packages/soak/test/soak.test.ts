import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isClean } from '../src/report.ts';
import { runSoak } from '../src/run-soak.ts';

const bin = join(import.meta.dirname, '../src/bin/soak.ts');

/** SOAK_SEED repeats a run. */
const seed = Number(process.env.SOAK_SEED ?? 20_261_125);

test(`a few seconds of every fault lose nothing that was acknowledged (seed ${seed})`, async () => {
  const said: string[] = [];
  const options = {
    minutes: 0.2,
    seed,
    faults: ['kill', 'stop', 'disk', 'clock'],
    every: undefined,
  } as const;
  const report = await runSoak(options, (line) => said.push(line));
  expect(isClean(report), JSON.stringify({ report, said }, undefined, 1)).toBe(true);
  expect(report.kills + report.stops + report.diskFills + report.clockMoves).toBeGreaterThan(0);
  expect(report.executions).toBeGreaterThan(0);
  expect(report.acknowledged).toBeGreaterThanOrEqual(report.executions);
}, 300_000);

test('ends with 2 and what it takes when it is called wrongly', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, '--minutes', 'long'], {
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe('soak: --minutes takes a number above 0, at most 1440; given: "long"\n');
});
