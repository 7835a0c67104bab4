import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { expect, onTestFinished, test } from 'vitest';
import { runDev, startDev } from './dev-process.ts';

/** A relay of the stage `prod` whose names are the team's own, and the module with their scheme. */
function namedApp(): { app: string; module: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dev-naming-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const module = join(folder, 'names.mjs');
  writeFileSync(
    module,
    "export const naming = ({ standardName }) => standardName.replace('callback-relay', 'acme');",
  );
  const app = new App({ outdir: join(folder, 'cdk.out') });
  new RelayStack(app, 'Relay', {
    stage: 'prod',
    naming: ({ standardName }) => standardName.replace('callback-relay', 'acme'),
  });
  return { app: app.synth().directory, module };
}

test('the page is of the stage that the app has, with a naming scheme where it has one', async () => {
  const { app, module } = namedApp();
  const { endpoint } = await startDev(['--app', app, '--naming', module]);
  const asked = await fetch(`${endpoint}/console/api/session`);
  expect(await asked.json()).toMatchObject({ stage: 'prod', endpoint });
  const { status } = await fetch(`${endpoint}/console/api/callback?id=orders:abcdefghijkl`);
  expect(status, 'there is no such callback, and there is a table to look for it in').toBe(404);
}, 60_000);

test('a module that exports no naming scheme is refused before anything starts', async () => {
  const { code, err } = await runDev(['--naming', join(import.meta.dirname, 'app.ts')]);
  expect(code).toBe(1);
  expect(err).toMatch(/^dev: --naming takes a module that exports the naming scheme/m);
}, 30_000);
