import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Local, startLocal } from '../src/index.ts';
import { functionResources, writeApp } from './app.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasCurl = spawnSync('curl', ['--version']).status === 0;
if (!hasPython) console.warn('skipped: functions in Python need python3 on this machine');
if (!hasCurl) console.warn('skipped: the bootstrap of these tests is a shell script around curl');

/** One function, whose bundle has these files. */
async function startFunction(
  Runtime: string,
  files: Readonly<Record<string, string>>,
  properties: object = {},
): Promise<{ local: Local; lines: string[] }> {
  const app = writeApp(
    functionResources('Other', { bundle: 'other', properties: { Runtime, ...properties } }),
  );
  onTestFinished(app.remove);
  const bundle = join(app.directory, 'bundles', 'other');
  mkdirSync(bundle);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(bundle, name), text);
    chmodSync(join(bundle, name), 0o755);
  }
  const local = await startLocal({ app: app.directory });
  onTestFinished(local.stop);
  const lines: string[] = [];
  local.onLog((entry) => entry.kind === 'line' && lines.push(entry.text));
  return { local, lines };
}

const python = `
import os
print("loading")

class OrderError(Exception):
    pass

def handler(event, context):
    if event.get("raises"):
        raise OrderError("no stock")
    if event.get("exits"):
        os._exit(3)
    if event.get("hangs"):
        import time
        time.sleep(60)
    print("at work")
    return {
        "event": event,
        "request": context.aws_request_id,
        "name": context.function_name,
        "remaining": context.get_remaining_time_in_millis() > 0,
        "region": os.environ["AWS_REGION"],
    }
`;

describe.skipIf(!hasPython)('a function in Python', () => {
  test('gets event, context and environment, and prints lines', async () => {
    const { local, lines } = await startFunction('python3.13', { 'index.py': python });
    expect(await local.invoke('Other', { a: 1 })).toMatchObject({
      event: { a: 1 },
      request: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      name: 'Other',
      remaining: true,
      region: 'us-east-1',
    });
    expect(lines).toEqual(['loading', 'at work']);
  });

  test('fails with the error that it raised, and goes on', async () => {
    const { local } = await startFunction('python3.13', { 'index.py': python });
    await expect(local.invoke('Other', { raises: true })).rejects.toMatchObject({
      name: 'OrderError',
      message: 'no stock',
    });
    expect(await local.invoke('Other', { a: 2 })).toMatchObject({ event: { a: 2 } });
  });

  test('that exits, or that takes too long, fails in the words of Lambda', async () => {
    const { local } = await startFunction('python3.13', { 'index.py': python }, { Timeout: 1 });
    await expect(local.invoke('Other', { exits: true })).rejects.toMatchObject({
      name: 'Runtime.ExitError',
      message: expect.stringContaining('exit status 3') as string,
    });
    await expect(local.invoke('Other', { hangs: true })).rejects.toMatchObject({
      name: 'Sandbox.Timedout',
      message: expect.stringContaining('Task timed out after 1.00 seconds') as string,
    });
    expect(await local.invoke('Other', {})).toMatchObject({ event: {} });
  });

  test.each([
    ['a module that is not there', 'nowhere.handler', 'Runtime.ImportModuleError'],
    ['a handler that is not there', 'index.missing', 'Runtime.HandlerNotFound'],
  ])('with %s says so', async (_, Handler, name) => {
    const { local } = await startFunction('python3.13', { 'index.py': python }, { Handler });
    await expect(local.invoke('Other', {})).rejects.toMatchObject({ name });
  });

  test('is reloaded', async () => {
    const { local } = await startFunction('python3.13', { 'index.py': python });
    const next = writeApp(
      functionResources('Other', { bundle: 'newer', properties: { Runtime: 'python3.13' } }),
    );
    onTestFinished(next.remove);
    mkdirSync(join(next.directory, 'bundles', 'newer'));
    writeFileSync(
      join(next.directory, 'bundles', 'newer', 'index.py'),
      'def handler(event, context):\n    return "newer"\n',
    );
    expect((await local.reloadFrom(next.directory)).functions).toEqual(['Other']);
    expect(await local.invoke('Other', {})).toBe('newer');
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const bootstrap = `#!/bin/sh
echo "in $PWD"
while true; do
  headers=$(mktemp)
  event=$(curl -sS -D "$headers" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
  id=$(grep -i lambda-runtime-aws-request-id "$headers" | tr -d '[:space:]' | cut -d: -f2)
  rm "$headers"
  curl -sS -o /dev/null -X POST "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d '{"got": '"$event"'}'
done
`;

describe('a function with a bootstrap', () => {
  test.skipIf(!hasCurl)('speaks the Runtime API, one invocation after the other', async () => {
    const { local, lines } = await startFunction('provided.al2023', { bootstrap });
    expect(await local.invoke('Other', { a: 1 })).toEqual({ got: { a: 1 } });
    expect(await local.invoke('Other', [2])).toEqual({ got: [2] });
    expect(lines).toEqual([expect.stringContaining('bundles/other')]);
  });

  test('that exits at once fails in the words of Lambda', async () => {
    const { local } = await startFunction('provided.al2023', { bootstrap: '#!/bin/sh\nexit 4\n' });
    await expect(local.invoke('Other', {})).rejects.toMatchObject({ name: 'Runtime.ExitError' });
  });

  test('that prints without end and never asks for an invocation holds nothing else up, times out, and is ended', async () => {
    const { local, lines } = await startFunction(
      'provided.al2023',
      { bootstrap: '#!/bin/sh\necho $$\nexec yes "all work and no play"\n' },
      { Timeout: 2 },
    );
    // Of the timers, only those of the runtime: the ten seconds that an initialization may take go by at once.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const ended = expect(local.invoke('Other', {})).rejects.toMatchObject({
      name: 'Sandbox.Timedout',
      message: expect.stringContaining('Task timed out after 2.00 seconds') as string,
    });
    await expect.poll(() => lines.length).toBeGreaterThan(1_000);
    const { status } = await fetch(`${local.endpoint}/_local/health`);
    expect(status).toBe(200);
    // To poll takes some of it.
    await vi.advanceTimersByTimeAsync(9_000);
    expect(isRunning(Number(lines[0]))).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    await ended;
    await expect.poll(() => isRunning(Number(lines[0]))).toBe(false);
  });

  test('that is missing is named at start', async () => {
    await expect(startFunction('provided.al2023', { other: '' })).rejects.toThrow(
      /has no executable file bootstrap/,
    );
  });
});

test('a Node.js function that leaves the SDK to the managed runtime finds it, and one of Node.js 22 may take a callback', async () => {
  const source = `
const { SQSClient } = require('@aws-sdk/client-sqs');
exports.handler = (event, context, callback) => callback(null, { sdk: typeof SQSClient, event });
`;
  const { local } = await startFunction('nodejs22.x', { 'index.cjs': source });
  expect(await local.invoke('Other', { a: 1 })).toEqual({ sdk: 'function', event: { a: 1 } });
});

test.each([
  ['(event, context) => context.succeed({ event })', { event: 1 }],
  ["(event, context) => context.done(null, 'done')", 'done'],
  ['async (event) => ({ event })', { event: 1 }],
  ["(event, context) => void setTimeout(() => context.done(null, 'later'), 50)", 'later'],
  ["(event, context) => void setTimeout(context.succeed, 50, 'later')", 'later'],
  ["(event, context, callback) => void setTimeout(callback, 50, null, 'later')", 'later'],
  [
    "(event, context, callback) => { setTimeout(() => callback(null, 'last'), 100); callback(null, 'first'); }",
    'last',
  ],
  [
    "(event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 50); callback(null, 'at once'); }",
    'at once',
  ],
  ['(event) => event', null],
  ['async () => new Promise(() => {})', null],
  [
    `(event, context, callback) => {
      const { ListQueuesCommand, SQSClient } = require('@aws-sdk/client-sqs');
      new SQSClient({}).send(new ListQueuesCommand({})).then(() => callback(null, 'listed'), () => callback(null, 'refused'));
    }`,
    'refused',
  ],
])('a function of Node.js 20 may answer by its context: %s', async (handler, answer) => {
  const { local } = await startFunction('nodejs20.x', { 'index.cjs': `exports.handler = ${handler};` });
  expect(await local.invoke('Other', 1)).toEqual(answer);
});

test('a function of Node.js 22 fails by its context', async () => {
  const source = "exports.handler = (event, context) => context.fail(new TypeError('not today'));";
  const { local } = await startFunction('nodejs22.x', { 'index.cjs': source });
  await expect(local.invoke('Other', 1)).rejects.toMatchObject({ name: 'TypeError', message: 'not today' });
});
