import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRequirements } from '../src/cases/all-requirements.ts';
import type { RequirementReport } from '../src/check-requirements.ts';

const root = join(import.meta.dirname, '../../..');
const ids = allRequirements.map(({ id }) => id);
const plainWorker = ['--', process.execPath, 'packages/conformance/test/plain-worker.ts'];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function conformance(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = ['packages/conformance/src/bin/conformance.ts', ...args];
  const options = { cwd: root, env: { ...process.env, ...env } };
  return new Promise<{ status: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

const passesAll = `\n${ids.length} passed, 0 failed\n`;
const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;

// Each mostly waits for its worker, so all run at once.
describe.concurrent('pnpm conformance passes, in each of its requirements,', () => {
  it('a worker that keeps the contract', async () => {
    const { status, stdout } = await conformance(plainWorker);
    expect(stdout).toContain(passesAll);
    expect([...stdout.matchAll(/^pass {2}(\S+) /gm)].map(([, id]) => id)).toEqual(ids);
    expect(status).toBe(0);
  });

  it('the worker package in a long-running process', async () => {
    const worker = ['--', process.execPath, 'examples/04-long-running-worker/worker.ts'];
    expect(await conformance(worker)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(passesAll),
    });
  });

  it('the worker package on Lambda', async () => {
    const worker = ['--lambda', 'examples/04-long-running-worker/worker.lambda.ts'];
    expect(await conformance(worker)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(passesAll),
    });
  });

  it('a function whose own bootstrap speaks the Runtime API', async () => {
    const bootstrap = 'packages/conformance/test/foreign-bootstrap.mjs';
    const handler = 'examples/04-long-running-worker/worker.lambda.ts';
    const worker = ['--runtime-api', '--', process.execPath, bootstrap, handler];
    expect(await conformance(worker)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(passesAll),
    });
  });

  it.skipIf(!hasBoto3)('the Python worker (skipped where python3 has no boto3)', async () => {
    const worker = ['--', 'python3', 'examples/03-python-worker/worker.py'];
    expect(await conformance(worker)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(passesAll),
    });
  });
});

describe('one mistake is one failure', () => {
  it('a misspelt detail-type is named as such, once, and what needs it is skipped', async () => {
    const fault = { FAULT: 'misspells the detail-type' };
    const { status, stdout } = await conformance(['--only', 'CR-1', ...plainWorker], fault);
    expect(stdout.match(/^FAIL/gm)).toHaveLength(1);
    expect(stdout).toMatch(/^FAIL {2}CR-102 /m);
    expect(stdout).toContain(
      'an event of the detail-type "CallbackSucceeded"; did you mean "Callback Succeeded"?',
    );
    expect(stdout).toMatch(/1 failed, \d+ skipped because of these\n$/);
    expect(status).toBe(1);
  });

  it('a worker that ends at once fails the first requirement, in JSON and in JUnit XML', async () => {
    const file = join(folder, 'junit.xml');
    const { status, stdout } = await conformance([
      '--json',
      '--junit',
      file,
      '--',
      process.execPath,
      '-e',
      'process.exit(7)',
    ]);
    const report = JSON.parse(stdout) as { requirements: RequirementReport[] };
    expect(report).toMatchObject({ passed: 0, failed: 1, skipped: ids.length - 1 });
    expect(report.requirements.map(({ id }) => id)).toEqual(ids);
    expect(report.requirements[0]).toMatchObject({
      id: 'CR-101',
      link: 'docs/contract.md#what-to-publish',
      status: 'failed',
      came: expect.stringMatching(/; the worker ended with exit code 7$/),
    });
    expect(readFileSync(file, 'utf8')).toContain(
      `tests="${ids.length}" failures="1" skipped="${ids.length - 1}"`,
    );
    expect(status).toBe(1);
  });
});

describe('the command', () => {
  it('says how it is used, and what it checks', async () => {
    expect(await conformance(['--help'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^Usage: npx callback-relay-conformance /),
    });
    const { stdout } = await conformance(['--list']);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(ids);
  });

  it.each([
    [[], 'no command that starts a worker was given'],
    [['--no-such-option', '--', 'true'], 'no-such-option'],
    [['--payloads', 'no-such-file.json', '--', 'true'], 'no-such-file.json'],
    [['--', 'no-such-command-at-all'], 'ENOENT'],
    [['--only', 'CR-9', '--', 'true'], 'no requirement has the ID CR-9; --list shows them all'],
    [['--lambda', 'worker.ts', '--', 'true'], '--lambda starts the worker itself'],
  ])('refuses %j with exit code 2', async (args, why) => {
    const { status, stdout, stderr } = await conformance(args);
    expect(stderr).toContain(why);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('names the function that a module does not export', async () => {
    const module = 'examples/04-long-running-worker/worker.lambda.ts#main';
    const { status, stdout, stderr } = await conformance(['--only', 'CR-101', '--lambda', module]);
    expect(stdout).toMatch(/^FAIL {2}CR-101 /m);
    expect(stderr).toContain('worker.lambda.ts exports no function main, but handler');
    expect(status).toBe(1);
  });

  it('refuses payloads that miss one, and names it', async () => {
    const file = join(folder, 'payloads.json');
    writeFileSync(file, JSON.stringify({ succeed: 1, fail: 2, work: 3 }));
    const { status, stderr } = await conformance(['--payloads', file, '--', 'true']);
    expect(stderr).toContain('big:');
    expect(status).toBe(2);
  });
});
