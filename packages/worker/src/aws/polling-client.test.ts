import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { pollingClient } from './polling-client.ts';
import { sqsCancellationQueue } from './sqs-cancellation-queue.ts';

const timeouts = { connectionTimeout: 500, requestTimeout: 50, throwOnRequestTimeout: true } as const;

beforeEach(() => {
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_MAX_ATTEMPTS: '1',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return () => void vi.unstubAllEnvs();
});

/** The URL of a queue whose service takes every call and answers none; `onCall` hears how many there have been. */
async function silentService(onCall: (calls: number) => void = () => {}): Promise<string> {
  let calls = 0;
  const server = createServer(() => onCall(++calls));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', endpoint);
  return `${endpoint}/000000000000/cancellations`;
}

it('a poll that is never answered fails, so that another can take its place', async () => {
  const queueUrl = await silentService();
  const client = pollingClient({ waitSeconds: 0, polls: 1, timeouts });
  onTestFinished(() => client.destroy());
  const queue = sqsCancellationQueue(queueUrl, client);
  await expect(queue.receive(new AbortController().signal)).rejects.toThrow(
    expect.objectContaining({ name: 'TimeoutError' }),
  );
});

it('each of many polls has a socket of its own, and what they bring another', async () => {
  const polls = 60;
  const allCame = Promise.withResolvers<void>();
  const queueUrl = await silentService((calls) => calls === 2 * polls && allCame.resolve());
  const client = pollingClient({ waitSeconds: 20, polls });
  const queue = sqsCancellationQueue(queueUrl, client);
  const stop = new AbortController();
  const calls = Array.from({ length: 2 * polls }, () => queue.receive(stop.signal).catch(() => {}));
  await allCame.promise;
  stop.abort();
  await Promise.all(calls);
  client.destroy();
});
