import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { startTables } from '../src/boot/start-tables.ts';

const program = join(import.meta.dirname, 'fixtures/python/tables.py');

/** Where boto3 is: with Python itself, or in a folder that it is installed to. Undefined where it can't be had. */
function findBoto3(): string | undefined {
  if (spawnSync('python3', ['-c', 'import boto3']).status === 0) return '';
  const target = mkdtempSync(join(tmpdir(), 'local-boto3-'));
  onTestFinished(() => rmSync(target, { recursive: true, force: true }));
  const install = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--target',
    target,
    'boto3',
  ];
  return spawnSync('python3', install, { timeout: 60_000 }).status === 0 ? target : undefined;
}

test("boto3's builders, types, paginators and errors work on tables", async ({ skip }) => {
  const path = findBoto3();
  skip(path === undefined, 'needs Python with boto3, or pip and a registry to install it from');
  const tables = await startTables();
  onTestFinished(tables.stop);
  const { stdout } = await promisify(execFile)('python3', [program, tables.endpoint], {
    env: { ...process.env, PYTHONPATH: path },
  });
  expect(JSON.parse(stdout)).toEqual({
    hundredConditions: 200,
    queried: [19, 18, 17, 16, 15, 14, 13, 12, 11, 10],
    scanned: 61,
    reasons: ['None', 'ConditionalCheckFailed'],
    number: '1.5',
    tags: ['a', 'b'],
    raw: '00ff',
  });
}, 120_000);
