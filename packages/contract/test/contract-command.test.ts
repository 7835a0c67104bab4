import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const command = join(import.meta.dirname, '../src/bin/contract.ts');
const payments = join(import.meta.dirname, 'contracts/payments.ts');
let out: string;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contract-documents-'));
});
afterEach(() => rmSync(out, { recursive: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('callback-relay-contract', () => {
  it('writes the documents of each contract that a module exports, and finds them to be what it says', () => {
    const { status, stdout } = run(payments, '--out', out, '--json');
    expect(status).toBe(0);
    const files = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).file);
    expect(files).toEqual(
      readdirSync(join(out, 'payments'))
        .map((name) => join(out, 'payments', name))
        .sort((a, b) => files.indexOf(a) - files.indexOf(b)),
    );
    expect(run(payments, '--out', out, '--check')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('names the change that breaks the other team', () => {
    run(payments, '--out', out);
    const file = join(out, 'payments/request.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"orderId"', '"order"'));
    const { status, stderr } = run(payments, '--out', out, '--check');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'payments: request: payload.order was renamed to orderId, which breaks an older requester and an older worker',
    );
    expect(stderr).toContain('request.json is not what the contract says');
  });

  it.each([
    ['a file that is not there', ['missing.ts'], 'missing.ts cannot be imported: '],
    [
      'a module without a contract',
      [join(import.meta.dirname, '../src/limits.ts')],
      'exports no contract, but limits',
    ],
    ['no module', [], 'Usage: '],
  ])('refuses %s', (_, args, words) => {
    const { status, stderr } = run(...args, '--out', out);
    expect(status).toBe(2);
    expect(stderr).toContain(words);
  });
});
