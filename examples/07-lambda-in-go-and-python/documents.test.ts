import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Local, startLocal } from '@callback-relay/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentApp } from './app.ts';

const missing = [
  ['go', ['version'], 'Go'],
  ['python3', ['-c', 'import sys, boto3; sys.exit(sys.version_info < (3, 11))'], 'Python 3.11 with boto3'],
].flatMap(([program, args, name]) =>
  spawnSync(program as string, args as string[]).status === 0 ? [] : [name],
);
if (missing.length > 0)
  console.warn(`skipped: workers on Lambda in Go and Python need ${missing.join(' and ')}`);

const workers = ['fingerprints-dev', 'words-dev'] as const;

describe.skipIf(missing.length > 0)('workers on Lambda in Go and Python', () => {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  const python = join(folder, 'python');
  const synthesize = (name: string): string => {
    const outdir = join(folder, name);
    documentApp(outdir, { goTarget: 'this machine', pythonDirectory: python }).synth();
    return outdir;
  };
  let local: Local;
  let states: SFNClient;

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, 'python'), python, { recursive: true });
    local = await startLocal({ app: synthesize('first'), clock: 'stopped' });
    states = new SFNClient(local.clientConfig);
  }, 120_000);
  afterAll(async () => {
    states?.destroy();
    await local?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = async (input: object): Promise<string> => {
    const stateMachineArn = String(local.outputs.find(({ name }) => name === 'StateMachineArn')?.value);
    const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
    return (await states.send(command)).executionArn ?? '';
  };
  const ending = async (executionArn: string) => {
    await local.idle();
    return states.send(new DescribeExecutionCommand({ executionArn }));
  };

  it('answer one state machine', async () => {
    const { status, output } = await ending(await start({ text: 'to be or not to be' }));
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual({
      sha256: '2e9d72a733ae5a6c1c1ebd6802a33dfc92854bfc3439878e5d77dac320995f54',
      words: 6,
    });
  }, 60_000);

  it('fail the task for a payload that they cannot serve', async () => {
    const { status, error } = await ending(await start({ text: 7 }));
    expect([status, error]).toEqual(['FAILED', 'NoText']);
  }, 60_000);

  it('are down while requests wait, and answer them when they are up again', async () => {
    for (const name of workers) await local.setMappingEnabled(name, false);
    const execution = await start({ text: 'still here' });
    expect(await ending(execution)).toMatchObject({ status: 'RUNNING' });
    for (const name of workers) await local.setMappingEnabled(name, true);
    expect(await ending(execution)).toMatchObject({ status: 'SUCCEEDED' });
  }, 60_000);

  it('are reloaded where their source changed, and what waits is answered by the new code', async () => {
    await local.setMappingEnabled('words-dev', false);
    const execution = await start({ text: 'one two three' });
    expect(await ending(execution)).toMatchObject({ status: 'RUNNING' });
    const file = join(python, 'word_count.py');
    writeFileSync(file, readFileSync(file, 'utf8').replace('len(text.split())', 'len(text.split()) * 100'));
    // The Go worker did not change: built again, it is the same bundle.
    expect(await local.reloadFrom(synthesize('second'))).toEqual({ functions: ['words-dev'], needStart: [] });
    await local.setMappingEnabled('words-dev', true);
    const { output } = await ending(execution);
    expect(JSON.parse(output ?? '')).toMatchObject({ words: 300 });
  }, 120_000);

  it('pass the Go tests', () => {
    const { status, stdout } = spawnSync('go', ['test', './...'], {
      cwd: join(import.meta.dirname, 'go'),
      encoding: 'utf8',
    });
    expect(stdout).toContain('ok');
    expect(status).toBe(0);
  }, 120_000);
});
