import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callbackRelayApp } from '@callback-relay/infra/app';
import { describe, expect, it } from 'vitest';
import { deployedConfiguration } from '../src/deployment/deployed-configuration.ts';
import { readTemplates } from '../src/deployment/read-templates.ts';

describe('the deployed configuration', () => {
  it('is that of the synthesized templates', { timeout: 120_000 }, async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'simulation-templates-'));
    try {
      const context = { 'aws:cdk:bundling-stacks': [] };
      const { stacks } = callbackRelayApp({ stage: 'prod', outdir, context }).synth();
      const read = readTemplates(stacks.map(({ template }) => template));
      await expect(`${JSON.stringify(read, undefined, 2)}\n`).toMatchFileSnapshot(
        '../src/deployment/deployed.json',
      );
      expect(deployedConfiguration).toEqual(read);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  it('is refused by the name of what a template lacks', () => {
    expect(() => readTemplates([{ Resources: {} }])).toThrow(/no AWS::Lambda::Function is called …-relay/);
  });
});
