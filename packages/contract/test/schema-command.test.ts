import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { currentVersion } from '../src/version.ts';

const here = join(import.meta.dirname, '..');
const nextMinor = currentVersion.replace(/\d+$/, (minor) => String(Number(minor) + 1));
let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'contract-'));
  for (const part of ['src', 'schema', 'package.json'])
    cpSync(join(here, part), join(copy, part), { recursive: true });
  symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
});

afterEach(() => rmSync(copy, { recursive: true }));

function schema(...args: string[]) {
  const done = spawnSync(process.execPath, [join(copy, 'src/bin/schema.ts'), ...args], { encoding: 'utf8' });
  return { status: done.status, findings: done.stderr.trimEnd().split('\n') };
}

function edit(file: string, from: string, to: string): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
}

describe('schema --check', { timeout: 60_000 }, () => {
  it('passes on what is committed', () => {
    expect(schema('--check')).toEqual({ status: 0, findings: [''] });
  });

  it('names a field that was renamed in a zod schema, and the files that are behind', () => {
    edit('src/result.ts', 'output: jsonValueSchema', 'result: jsonValueSchema');
    const { status, findings } = schema('--check');
    expect(status).toBe(1);
    expect(findings).toContain(
      'contract: callback-succeeded: detail.output was renamed to result, which breaks an older worker and an older relay: it needs a new major version',
    );
    expect(findings.join('\n')).toContain('schema/callback-succeeded.json is not what the zod schemas say');
  });

  it('goes on naming it after the files were written', () => {
    edit('src/request.ts', '  deadline:', '  expiresAt:');
    schema();
    const { status, findings } = schema('--check');
    expect(status).toBe(1);
    expect(findings).toEqual([
      'contract: request: deadline was renamed to expiresAt, which breaks an older requester and an older worker: it needs a new major version',
    ]);
  });

  it('takes one more verdict and one more code under a higher minor, and calls their removal a break', () => {
    schema('--release');
    edit('src/verdict.ts', "  parked: 'kept", "  postponed: 'kept for later',\n  parked: 'kept");
    edit('src/verdict.ts', "  'conflicting',\n  'late',", "  'conflicting',\n  'postponed',\n  'late',");
    edit('src/code.ts', "  'publish-failed':", "  'not-now': 'later',\n  'publish-failed':");
    schema();
    expect(schema('--check').findings).toEqual([
      `contract: the schemas have grown since ${currentVersion} was released: raise currentVersion in src/version.ts`,
    ]);
    edit('src/version.ts', `'${currentVersion}'`, `'${nextMinor}'`);
    schema('--release');
    expect(schema('--check')).toEqual({ status: 0, findings: [''] });
    edit('src/verdict.ts', "  postponed: 'kept for later',\n", '');
    edit('src/verdict.ts', "  'postponed',\n", '');
    edit('src/code.ts', "  'not-now': 'later',\n", '');
    schema();
    expect(schema('--check').findings).toEqual([
      'contract: callback-verdict: detail.verdict no longer documents ["postponed"], which breaks an older relay: it needs a new major version',
      'contract: callback-verdict: detail.code no longer documents ["not-now"], which breaks an older relay: it needs a new major version',
    ]);
  });

  it('takes an optional field under a higher minor, which can then be released', () => {
    schema('--release');
    edit(
      'src/request.ts',
      'payload: jsonValueSchema',
      'priority: z.optional(z.int()),\n    payload: jsonValueSchema',
    );
    expect(schema('--release').status).toBe(1);
    edit('src/version.ts', `'${currentVersion}'`, `'${nextMinor}'`);
    expect(schema('--release').status).toBe(0);
    expect(schema('--check')).toEqual({ status: 0, findings: [''] });
    expect(readFileSync(join(copy, `schema/released/${nextMinor}/request.json`), 'utf8')).toContain(
      '"priority"',
    );
  });
});
