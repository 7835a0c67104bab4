import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '@callback-relay/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const here = import.meta.dirname;
let artifacts: string;
let app: TestApp;

/** The three stacks, as they are deployed: the relay's, the requester's, and the team's own. */
const templates = () => [
  join(artifacts, 'relay.template.json'),
  join(artifacts, 'requester.template.json'),
  join(here, 'template.yaml'),
];
const parameters = {
  Stage: 'test',
  Namespace: 'orders',
  WorkerName: 'payments',
  StateMachineName: 'order-test',
  CodeBucket: 'releases',
};

beforeAll(async () => {
  artifacts = mkdtempSync(join(tmpdir(), 'sam-'));
  execFileSync(process.execPath, [join(here, '../../infra/bin/plain.ts'), '--out', artifacts]);
  app = await startTestApp({ app: templates(), parameters });
}, 240_000);
afterAll(async () => {
  await app?.stop();
  rmSync(artifacts, { recursive: true, force: true });
});

it('an order is paid: the state machine, the requester, the worker and the relay run from their template files', async () => {
  const execution = await app.start({ orderId: '4711', cents: 500 });
  expect(await app.waitForEnd(execution)).toMatchObject({
    status: 'SUCCEEDED',
    output: { paymentId: 'payment-of-4711' },
  });
});

it('an error of the worker is what its state machine catches', async () => {
  const execution = await app.start({ orderId: '4712', cents: 20_000 });
  expect(await app.waitForEnd(execution)).toMatchObject({
    status: 'SUCCEEDED',
    output: { declined: { Error: 'PaymentDeclined' } },
  });
});

it('a parameter that is missing, or not allowed, is named before anything runs', async () => {
  const { CodeBucket: _, ...missing } = parameters;
  await expect(startTestApp({ app: templates(), parameters: { ...missing, Stage: 'Test' } })).rejects.toThrow(
    /the parameter Stage of relay is "Test", and must satisfy the pattern \[a-z\]\[a-z0-9\]\{0,11\}\n.*the parameter CodeBucket of relay has no default: give it a value \(--parameter CodeBucket=VALUE\)\n[\s\S]*of requester/,
  );
});
