import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCases } from '../src/cases/all-cases.ts';

const root = join(import.meta.dirname, '../../..');
const names = allCases.map(({ name }) => name);

function conformance(...args: string[]) {
  const done = spawnSync(process.execPath, ['packages/conformance/src/bin/conformance.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

const passesAll = `\n${names.length} passed, 0 failed\n`;

describe('pnpm conformance', () => {
  it('reports each case of a worker that keeps the contract as passed', () => {
    const { status, stdout } = conformance(
      '--',
      process.execPath,
      'packages/conformance/test/plain-worker.ts',
    );
    expect(stdout).toContain(passesAll);
    expect([...stdout.matchAll(/^pass {2}(.*) \(/gm)].map(([, name]) => name)).toEqual(names);
    expect(status).toBe(0);
  });

  it('passes the worker package in a long-running process', () => {
    const { status, stdout } = conformance(
      '--',
      process.execPath,
      'examples/04-long-running-worker/worker.ts',
    );
    expect(stdout).toContain(passesAll);
    expect(status).toBe(0);
  });

  const python = 'examples/03-python-worker/worker.py';
  const hasBoto3 =
    spawnSync('python3', ['-c', 'import boto3']).status === 0 && existsSync(join(root, python));
  it.skipIf(!hasBoto3)(
    `passes the Python worker${hasBoto3 ? '' : ' (skipped: python3 with boto3 is not there)'}`,
    () => {
      const { status, stdout } = conformance('--', 'python3', python);
      expect(stdout).toContain(passesAll);
      expect(status).toBe(0);
    },
  );

  it('prints one JSON object with --json, and fails with a worker that ends at once', () => {
    const { status, stdout } = conformance('--json', '--', process.execPath, '-e', 'process.exit(7)');
    const report = JSON.parse(stdout) as {
      passed: number;
      failed: number;
      cases: { case: string; came?: string }[];
    };
    expect(report.cases.map((one) => one.case)).toEqual(names);
    expect(report).toMatchObject({ passed: 0, failed: names.length });
    expect(report.cases[0]?.came).toMatch(/; the worker ended with exit code 7$/);
    expect(status).toBe(1);
  });

  it('says how it is used', () => {
    expect(conformance('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: npx callback-relay-conformance .*\n +pnpm conformance/),
    });
  });

  it.each([
    [[], 'no command that starts a worker was given'],
    [['--no-such-option', '--', 'true'], 'no-such-option'],
    [['--payloads', 'no-such-file.json', '--', 'true'], 'no-such-file.json'],
    [['--', 'no-such-command-at-all'], 'ENOENT'],
  ])('refuses %j with exit code 2', (args, why) => {
    const { status, stdout, stderr } = conformance(...args);
    expect(stderr).toContain(why);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('refuses payloads that miss one, and names it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'payloads-'));
    try {
      const file = join(folder, 'payloads.json');
      writeFileSync(file, JSON.stringify({ succeed: 1, fail: 2, work: 3 }));
      const { status, stderr } = conformance('--payloads', file, '--', 'true');
      expect(stderr).toContain('big:');
      expect(status).toBe(2);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
