import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleSizes, resourcesOf } from '../app/bundle-report.ts';
import { type Synthesis, synthesize } from '../app/synthesis.ts';

let outdir: string;
let synthesis: Synthesis;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'callback-relay-test-'));
  synthesis = synthesize({ outdir });
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

function codeOf(functionName: string): string {
  const functions = synthesis.templates
    .flatMap(({ template }) => Object.values(resourcesOf(template)))
    .filter((resource) => resource.Properties?.FunctionName === functionName);
  expect(functions).toHaveLength(1);
  return readFileSync(join(outdir, String(functions[0]?.Metadata?.['aws:asset:path']), 'index.mjs'), 'utf8');
}

it('the worker has no client of Step Functions and none of DynamoDB in its bundle', () => {
  const relay = codeOf('callback-relay-dev-relay');
  const worker = codeOf('callback-relay-dev-even-odd-worker');
  for (const mark of ['AWSStepFunctions', 'DynamoDB_20120810']) {
    expect(relay).toContain(mark);
    expect(worker).not.toContain(mark);
  }
});

it('bundles import nothing but what Node.js has', () => {
  for (const name of ['relay', 'even-odd-requester', 'even-odd-worker']) {
    const imports = [
      ...codeOf(`callback-relay-dev-${name}`).matchAll(/(?:^|[;}])import[^"';]*from\s*"([^"]+)"/g),
    ];
    expect(imports.length).toBeGreaterThan(0);
    for (const [, module = ''] of imports) expect(process.getBuiltinModule(module), module).toBeDefined();
  }
});

it('the report lists each function and its size', () => {
  const sizes = bundleSizes(synthesis);
  expect(sizes.map(({ functionName }) => functionName).sort()).toEqual([
    'callback-relay-dev-even-odd-requester',
    'callback-relay-dev-even-odd-worker',
    'callback-relay-dev-relay',
  ]);
  // Each over this would start noticeably slower; look at what it took in before raising it.
  for (const { bytes } of sizes) expect(bytes).toBeLessThan(1_000_000);
});

it('event streams are in the bundle of a worker, which may call what it likes, and in none of ours', () => {
  const mark = ':event-type';
  expect(codeOf('callback-relay-dev-even-odd-worker')).toContain(mark);
  for (const name of ['relay', 'even-odd-requester'])
    expect(codeOf(`callback-relay-dev-${name}`)).not.toContain(mark);
});

it('bundles read credentials from the environment alone', () => {
  for (const name of ['relay', 'even-odd-requester', 'even-odd-worker']) {
    const code = codeOf(`callback-relay-dev-${name}`);
    expect(code).toContain('AWS_SESSION_TOKEN');
    for (const provider of ['GetRoleCredentials', 'AssumeRoleWithWebIdentity', 'credential_process'])
      expect(code, provider).not.toContain(provider);
  }
});
