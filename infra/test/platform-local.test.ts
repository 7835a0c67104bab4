import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { startLocal } from '@callback-relay/local';
import { expect, it, onTestFinished } from 'vitest';
import { platformApp } from './platform-app.ts';

it("an app with an organisation's own names, bus, table, queue, key and boundary runs on the local runtime", async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'infra-platform-'));
  onTestFinished(() => rmSync(outdir, { recursive: true, force: true }));
  platformApp({ outdir, entry: join(import.meta.dirname, 'local-app/charge.lambda.ts') }).synth();
  const local = await startLocal({ app: outdir, clock: 'stopped' });
  onTestFinished(() => local.stop());
  const states = new SFNClient(local.clientConfig);
  onTestFinished(() => states.destroy());
  const stateMachineArn = local.resources.find(({ name }) => name === 'acme-orders')?.arn;
  const { executionArn } = await states.send(
    new StartExecutionCommand({ stateMachineArn, input: '{"cents":1995}' }),
  );
  await local.idle();
  const { status, output } = await states.send(new DescribeExecutionCommand({ executionArn }));
  expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: '{"charged":1995}' });
}, 240_000);
