import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { GetExecutionHistoryCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { synthesize } from '@callback-relay/infra/app';
import { type Local, startLocal } from '@callback-relay/local';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { run, type Terminal } from '../src/index.ts';

const machine = 'callback-relay-dev-even-odd';
let local: Local;
let app: string;
let sfn: SFNClient;

beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'callback-relay-cli-'));
  synthesize({ outdir: app });
  local = await startLocal({ app });
  await local.setMappingEnabled('callback-relay-dev-even-odd-worker', false);
  sfn = new SFNClient(local.clientConfig);
});
afterAll(async () => {
  sfn?.destroy();
  await local?.stop();
  rmSync(app, { recursive: true, force: true });
});

/** Runs the command line as a terminal or a program would. */
async function command(args: readonly string[], { confirm }: { confirm?: boolean } = {}) {
  const written = { out: '', err: '' };
  const terminal: Terminal = {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    isTerminal: confirm !== undefined,
    hasColours: false,
    columns: 160,
    ...(confirm !== undefined && { confirm: async () => confirm }),
  };
  const code = await run([...args, '--endpoint-url', local.endpoint], {
    terminal,
    environment: {},
    signal: new AbortController().signal,
  });
  return {
    code,
    ...written,
    lines: () =>
      written.out
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
  };
}

async function asleep(): Promise<{ id: string; executionArn: string }> {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
  const { executionArn = '' } = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: '{"number":12}' }),
  );
  for (;;) {
    const [wait] = (await command(['waits', '--execution', executionArn, '--json'])).lines();
    if (wait !== undefined) return { id: wait.correlationId, executionArn };
  }
}

async function tokensOf(executionArn: string): Promise<string[]> {
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  return [...JSON.stringify(events).matchAll(/taskToken\\+":\\+"([^"\\]+)/g)].map(([, token = '']) =>
    token.slice(0, 100),
  );
}

describe('the command line', () => {
  it('finds what sleeps, says why, answers it with a reason, and sees it SUCCEED', async () => {
    const { id, executionArn } = await asleep();
    expect((await command(['waits'])).out).toContain(id);
    expect((await command(['explain', executionArn])).out).toContain('worker-off');
    const answered = await command(['succeed', id, '{"by":"hand"}', '--why', 'ticket 4711', '--json']);
    expect([answered.code, answered.lines()]).toEqual([
      0,
      [expect.objectContaining({ verdict: 'delivered', why: 'ticket 4711' })],
    ]);
    expect((await command(['executions', machine])).out).toMatch(/SUCCEEDED/);
    expect((await command(['show', id])).out).toContain('ticket 4711');
    expect((await command(['history', executionArn])).out).toContain('TaskSucceeded');
  });

  it("finds a stage's resources by the naming scheme of a module", async () => {
    const named = join(app, 'naming.mjs');
    writeFileSync(named, 'export const naming = ({ standardName }) => standardName;');
    const { id } = await asleep();
    expect((await command(['waits', '--naming', named])).out).toContain(id);
    writeFileSync(join(app, 'names.mjs'), "export const names = ['acme'];");
    const wrong = await command(['waits', '--naming', join(app, 'names.mjs')]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('exports names')]);
    const missing = await command(['waits', '--naming', 'no-such-module.mjs']);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('could not be loaded')]);
  });

  it('fails, sends heartbeats, and lets another source answer', async () => {
    const { id } = await asleep();
    expect((await command(['heartbeat', id, '{"step":1}', '--why', 'test'])).code).toBe(0);
    expect((await command(['allow', id, 'people', '--why', 'test'])).code).toBe(0);
    expect((await command(['fail', id, 'Declined', 'by hand', '--why', 'test'])).out).toContain('delivered');
  });

  it('refuses a second answer, because the callback is settled', async () => {
    const { id } = await asleep();
    await command(['succeed', id, '1', '--why', 'test']);
    const again = await command(['succeed', id, '2', '--why', 'test']);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('is settled: it waits')]);
  });

  it('wants a reason, asks a person, and does nothing where that says no', async () => {
    const { id } = await asleep();
    expect((await command(['succeed', id, '1'])).err).toContain('Say why');
    expect(await command(['succeed', id, '1', '--why', 'x'], { confirm: false })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Nothing was done'),
    });
    expect((await command(['show', id])).out).toContain('waiting');
  });

  it.each([
    [['show', 'nope'], 2, 'Not a correlation ID'],
    [['show', 'even-odd:nope'], 1, 'No callback'],
    [['waits', '--stage', 'other'], 1, 'Is the stage deployed'],
    [['waits', '--stage', 'NO'], 2, 'A stage is'],
    [['waits', '--limit', '0'], 2, 'whole number'],
    [['history', 'nope'], 2, 'Not the ARN'],
    [['redrive', 'nope', '--yes'], 1, 'No dead-letter queue'],
    [['bogus'], 2, 'unknown command'],
  ])('%j exits with %i and says what is wrong', async (args, code, message) => {
    const done = await command(args);
    expect([done.code, done.err]).toEqual([code, expect.stringContaining(message)]);
  });

  it('shows no task token, with the right to read histories', async () => {
    const { id, executionArn } = await asleep();
    const tokens = await tokensOf(executionArn);
    expect(tokens.length).toBeGreaterThan(0);
    for (const args of [
      ['waits'],
      ['show', id],
      ['explain', id],
      ['history', executionArn],
      ['executions', machine],
    ])
      for (const form of [[], ['--json']]) {
        const { out, err } = await command([...args, ...form]);
        expect(tokens.filter((token) => `${out}${err}`.includes(token))).toEqual([]);
      }
  });
});

describe('an agent', () => {
  async function agent(...options: string[]) {
    const client = new Client({ name: 'test', version: '1' });
    const bin = fileURLToPath(new URL('../src/bin/callback-relay.ts', import.meta.url));
    const args = [bin, 'mcp', '--endpoint-url', local.endpoint, ...options];
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args, env: { PATH: process.env.PATH ?? '' } }),
    );
    onTestFinished(() => client.close());
    return {
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      async call(name: string, input: object) {
        const answer = (await client.callTool({ name, arguments: { ...input } })) as {
          content: { text: string }[];
          isError?: boolean;
        };
        return { text: answer.content[0]?.text ?? '', isError: answer.isError === true };
      },
    };
  }

  it('reads and cannot answer, unless that was allowed', async () => {
    const { tools, call } = await agent();
    expect(await tools()).not.toContain('succeed');
    const { id } = await asleep();
    expect((await call('list_waits', {})).text).toContain(id);
    expect((await call('explain', { target: id })).text).toContain('worker-off');
    expect((await call('show_callback', { id: 'nope' })).isError).toBe(true);
    expect((await call('succeed', { id, output: '1', why: 'x' })).isError).toBe(true);
  });

  it('finds what sleeps, answers it with a reason, and sees it SUCCEED', async () => {
    const { call } = await agent('--allow-answers');
    const { id, executionArn } = await asleep();
    expect((await call('succeed', { id, output: '{"by":"agent"}', why: 'asked to' })).text).toContain(
      '"verdict":"delivered"',
    );
    expect(JSON.parse((await call('show_execution', { executionArn })).text).status).toBe('SUCCEEDED');
    const tokens = await tokensOf(executionArn);
    const history = (await call('read_history', { executionArn })).text;
    expect(tokens.filter((token) => history.includes(token))).toEqual([]);
  });
});
