import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { callbackRelayApp } from '../app/callback-relay-app.ts';
import { synthesizeUnchecked } from '../app/unchecked.ts';

const outdir = mkdtempSync(join(tmpdir(), 'infra-unchecked-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

it('writes the templates that the checked app has, but for the checks', { timeout: 120_000 }, () => {
  synthesizeUnchecked(outdir);
  const { stacks } = callbackRelayApp({ stage: 'dev' }).synth();
  expect(stacks.length).toBeGreaterThan(0);
  for (const { templateFile, template } of stacks)
    expect(JSON.parse(readFileSync(join(outdir, templateFile), 'utf8'))).toEqual(template);
});
