import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { LambdaHandler } from '../src/index.ts';
import { requestBody } from './doubles.ts';
import { startWire } from './wire.ts';

const packageFolder = join(import.meta.dirname, '..');

it("the README's worker works", { timeout: 30_000 }, async () => {
  const wire = await startWire();
  onTestFinished(wire.close);
  for (const [name, value] of Object.entries(wire.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const handler = await exportedHandler(await firstSnippet());
  const record = (number: number) => ({
    messageId: `m${number}`,
    body: requestBody({ correlationId: `demo:${number}`, idempotencyKey: `k${number}`, payload: { number } }),
    attributes: { ApproximateReceiveCount: '1' },
  });
  const answer = await handler(
    { Records: [record(12), record(7)] },
    { getRemainingTimeInMillis: () => 10_000 },
  );
  expect(answer).toEqual({ batchItemFailures: [] });
  const results = wire.accepted.filter(({ DetailType }) => DetailType !== 'Callback Heartbeat');
  const byId = Object.fromEntries(results.map((result) => [String(result.detail.correlationId), result]));
  expect(results).toHaveLength(2);
  expect(byId).toMatchObject({
    'demo:12': { Source: 'even-odd', detail: { output: { success: true } } },
    'demo:7': { Source: 'even-odd', detail: { error: 'UnevenNumberError' } },
  });
});

async function firstSnippet(): Promise<string> {
  const readme = await readFile(join(packageFolder, 'README.md'), 'utf8');
  const [, snippet] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  if (snippet === undefined) throw new Error('the README has no snippet');
  return snippet;
}

async function exportedHandler(source: string): Promise<LambdaHandler> {
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const outfile = join(folder, 'handler.cjs');
  await build({
    stdin: { contents: source, resolveDir: packageFolder, loader: 'ts' },
    alias: { '@callback-relay/worker': join(packageFolder, 'src/index.ts') },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  });
  const { default: exported } = await import(outfile);
  return exported.handler;
}
