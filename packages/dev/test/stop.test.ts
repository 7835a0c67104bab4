import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { echo, writeApp } from './app.ts';
import { startDev } from './dev-process.ts';

test('Ctrl-C ends it while functions are at work, which nothing waits for', async () => {
  const dev = await startDev(['--app', writeApp(echo('slow'))]);
  const lambda = new LambdaClient({
    endpoint: dev.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const calls = Array.from({ length: 12 }, () =>
    lambda.send(new InvokeCommand({ FunctionName: 'Echo', Payload: '1' })),
  );
  const ended = Promise.allSettled(calls);
  await expect
    .poll(() => dev.printed.filter(({ text }) => text === 'at work').length, { timeout: 15_000 })
    .toBeGreaterThan(0);
  // The functions would work for a minute: had anything waited for them, the test would run out of time.
  expect(await dev.kill('SIGINT')).toBe(0);
  await ended;
  lambda.destroy();
}, 30_000);

test.each(['SIGTERM', 'SIGHUP'] as const)(
  'a %s, as of a terminal that is closed, stops it as Ctrl-C does',
  async (signal) => {
    const dev = await startDev(['--app', writeApp(echo('one'))]);
    expect(await dev.kill(signal)).toBe(0);
  },
  30_000,
);
