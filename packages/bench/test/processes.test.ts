import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { boot } from '../src/boot/boot.ts';
import { startHost } from '../src/waiting/host.ts';

/** Test helper: what `cdk synth` writes for an app with nothing in it. */
function emptyApp(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bench-empty-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'manifest.json'), '{"artifacts": {}}');
  return folder;
}

it('a boot is the sum of its parts, each from processes of their own', async () => {
  const assembly = emptyApp();
  const findings = await boot.run({ runs: 1, progress: () => {}, assembly: async () => assembly });
  const [ready, ...parts] = findings.map(({ figure }) => figure);
  expect(parts.map(({ name }) => name)).toEqual(['boot.node', 'boot.import', 'boot.start']);
  expect(parts.reduce((sum, { ours }) => sum + ours, 0)).toBeCloseTo(ready?.ours ?? 0, -1);
});

it('a host says what its own process takes', async () => {
  const host = await startHost(emptyApp());
  const { cpuPercent, residentMegabytes } = await host.idle(50);
  await host.stop();
  expect(cpuPercent).toBeGreaterThanOrEqual(0);
  expect(residentMegabytes).toBeGreaterThan(30);
});

it('a host that does not come up is reported, not waited for', async () => {
  await expect(startHost('/dev/null/no-app')).rejects.toThrow('the local runtime ended with 1');
});
