import { startTable } from '@callback-relay/callbacks-table/test-table';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { requesterEnvironment } from '../src/environment.ts';
import type { handler as Handler } from '../src/requester.lambda.ts';
import { startRecordingService } from './recording-service.ts';

const token = 'SECRET-TASK-TOKEN-0123456789';

/** The composition root over the wire: the SDK's clients, a table, and services that record their calls. */
describe('the requester function', () => {
  let table: Awaited<ReturnType<typeof startTable>>;
  let service: Awaited<ReturnType<typeof startRecordingService>>;
  let handler: typeof Handler;
  const written: string[] = [];

  const input = () => ({
    taskToken: token,
    executionArn: 'arn:execution',
    stateName: 'Work',
    enteredTime: '2026-11-22T10:00:00.000Z',
    retryCount: 0,
    payload: { number: 12 },
    requestQueueUrl: `${service.client.endpoint}/0/requests`,
    timeoutSeconds: 60,
    allowedSources: ['orders.worker'],
    businessKey: 'order-1',
  });

  beforeAll(async () => {
    table = await startTable();
    service = await startRecordingService();
    const environment = {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: service.client.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      [requesterEnvironment.callbacksTable]: table.name,
      [requesterEnvironment.eventBus]: 'the-bus',
      [requesterEnvironment.namespace]: 'orders',
      [requesterEnvironment.rowRetentionSeconds]: '86400',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    // Powertools writes to a console of its own.
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((said) => written.push(String(said)) > 0);
    }
    // It reads its environment when it is loaded: another address is loaded again, whatever ran in this thread before.
    const root = new URL(`../src/requester.lambda.ts?for=${service.client.endpoint}`, import.meta.url).href;
    ({ handler } = await import(root));
  });
  beforeEach(async () => {
    await table.clearAll();
    service.recorded.length = 0;
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await table.stop();
    await service.stop();
  });

  it('opens a callback, then sends the request', async () => {
    expect(await handler(input())).toEqual({ correlationId: 'orders:order-1' });
    expect(await table.get('orders:order-1')).toMatchObject({ state: 'waiting', taskToken: token });
    expect(service.recorded).toMatchObject([{ target: 'AmazonSQS.SendMessage' }]);
    expect(JSON.stringify(service.recorded)).not.toContain(token);
  });

  it('sends to a FIFO queue each request as a group of its own, and one that is sent again as the same message', async () => {
    const requestQueueUrl = `${service.client.endpoint}/0/requests.fifo`;
    await handler({ ...input(), requestQueueUrl });
    await handler({ ...input(), requestQueueUrl, businessKey: 'order-2', taskToken: `${token}-2` });
    const [one, other] = service.recorded.map(({ input: sent }) => sent as Record<string, unknown>);
    expect(one?.MessageGroupId).toMatch(/^[0-9a-f]{64}$/);
    expect(one?.MessageDeduplicationId).toBe(one?.MessageGroupId);
    expect(other?.MessageGroupId).not.toBe(one?.MessageGroupId);
  });

  it('logs which execution the callback is of, also where the opening fails after its row is written', async () => {
    service.answers.push({ status: 400, body: { __type: 'AWS.SimpleQueueService.NonExistentQueue' } });
    await expect(handler(input())).rejects.toThrow();
    const opening = { correlationId: 'orders:order-1', executionArn: 'arn:execution' };
    expect(written.map((line) => JSON.parse(line))).toContainEqual(expect.objectContaining(opening));
  });

  it('notifies the relay of an opening over parked results', async () => {
    const parked = { 'a/b': { fingerprint: 'f' } };
    await table.put({ correlationId: 'orders:order-1', state: 'parked', parked, answers: {}, expiresAt: 1 });
    await handler(input());
    expect(service.recorded).toMatchObject([
      {
        target: 'AWSEvents.PutEvents',
        input: {
          Entries: [{ EventBusName: 'the-bus', Source: 'callback-relay', DetailType: 'Callback Opened' }],
        },
      },
      { target: 'AmazonSQS.SendMessage' },
    ]);
  });

  it('rejects when EventBridge refuses the notice, and asks no worker', async () => {
    await table.put({
      correlationId: 'orders:order-1',
      state: 'parked',
      parked: {},
      answers: {},
      expiresAt: 1,
    });
    service.answers.push({
      status: 200,
      body: { FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure' }] },
    });
    await expect(handler(input())).rejects.toMatchObject({ code: 'publish-failed' });
    expect(service.recorded).toHaveLength(1);
  });

  it('rejects with a name that Retry and Catch can match, and logs no token', async () => {
    await handler(input());
    const other = { ...input(), executionArn: 'arn:other', taskToken: `${token}-2` };
    await expect(handler(other)).rejects.toMatchObject({ name: 'CallbackRelay.CallbackAlreadyOpen' });
    expect(written.join('\n')).toContain('callback not opened');
    expect(written.join('\n')).not.toContain(token);
  });
});
