import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { functionResources, writeApp } from './app.ts';
import { queue } from './runtime.ts';

const BOOTS = 100;

test('a hundred boots in a row leave no port, thread, timer, handle or folder behind', async () => {
  const app = writeApp({
    ...functionResources('Echo', { actions: ['sqs:*'] }),
    Jobs: queue('jobs'),
    Mapping: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Echo' }, EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] } },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      },
    },
  });
  const temporary = mkdtempSync(join(tmpdir(), 'local-boots-'));
  onTestFinished(() => {
    app.remove();
    rmSync(temporary, { recursive: true, force: true });
  });
  const script = join(import.meta.dirname, 'fixtures', 'boots.ts');
  // The process ends by itself only if nothing is left that keeps it alive.
  const { stdout: endpoint } = await promisify(execFile)(
    process.execPath,
    [script, app.directory, String(BOOTS)],
    {
      env: { ...process.env, TMPDIR: temporary },
      timeout: 100_000,
    },
  );
  expect(readdirSync(temporary)).toEqual([]);
  await expect(fetch(`${endpoint}/_local/health`)).rejects.toThrow();
}, 120_000);
