import { startTable } from '@callback-relay/callbacks-table/test-table';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { relayEnvironment } from '../src/environment.ts';
import type { handler as Handler } from '../src/relay.lambda.ts';
import { eventOf, heartbeat, recordOf, secretToken, succeeded, waitingRow } from './messages.ts';
import { startRecordingService } from './recording-service.ts';

/** By the machine's clock, as the function's. */
const untilTomorrow = () => ({
  deadline: Date.now() + 60_000,
  expiresAt: Math.ceil(Date.now() / 1000) + 86_400,
});

/** The composition root over the wire: the SDK's clients, a table, and services that record their calls. */
describe('the relay function', () => {
  let table: Awaited<ReturnType<typeof startTable>>;
  let service: Awaited<ReturnType<typeof startRecordingService>>;
  let handler: typeof Handler;
  const written: string[] = [];
  const context = { getRemainingTimeInMillis: () => 30_000 };

  beforeAll(async () => {
    table = await startTable();
    service = await startRecordingService();
    const { endpoint } = service.client;
    const environment = {
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'the-relay',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      POWERTOOLS_DEV: 'false',
      [relayEnvironment.callbacksTable]: table.name,
      [relayEnvironment.eventBus]: 'the-bus',
      [relayEnvironment.relayQueueUrl]: `${endpoint}/0/relay`,
      [relayEnvironment.deferredQueueUrl]: `${endpoint}/0/deferred`,
      [relayEnvironment.deadLetterQueueUrl]: `${endpoint}/0/dead`,
      [relayEnvironment.quotaPerSecond]: '100',
      [relayEnvironment.quotaBurst]: '100',
      [relayEnvironment.parkedSeconds]: '3600',
      [relayEnvironment.rowRetentionSeconds]: '86400',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    // Powertools writes log lines to a console of its own, and metrics to the global one.
    vi.spyOn(console, 'log').mockImplementation((...said) => void written.push(said.map(String).join(' ')));
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((said) => written.push(String(said)) > 0);
    }
    // It reads its environment when it is loaded: another address is loaded again, whatever ran in this thread before.
    const root = new URL(`../src/relay.lambda.ts?for=${service.client.endpoint}`, import.meta.url).href;
    ({ handler } = await import(root));
  });
  afterEach(() => table.clear());
  afterAll(async () => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    await table.stop();
    await service.stop();
  });

  it('settles callbacks, publishes verdicts, and defers what is parked', async () => {
    await table.put(waitingRow(untilTomorrow()));
    const early = succeeded('early', { id: 'event-2', correlationId: 'orders:later' });
    const answer = await handler(
      { Records: [succeeded({ paid: true }), early, succeeded(1, { id: 'event-3', source: 'stranger' })] },
      context,
    );
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(service.recorded.map(({ target }) => target)).toEqual([
      'AWSStepFunctions.SendTaskSuccess',
      'AWSEvents.PutEvents',
      'AmazonSQS.SendMessage',
    ]);
    expect(service.recorded.at(-1)?.input).toMatchObject({
      QueueUrl: expect.stringMatching(/deferred$/),
      MessageBody: early.body,
      DelaySeconds: 900,
    });
    expect(await table.get('orders:abc')).toMatchObject({ state: 'settled' });
    expect(await table.get('orders:later')).toMatchObject({ state: 'parked' });
    await table.get('orders:later');
  });

  it('writes verdicts as log lines and metrics, and the token in none of them, nor in any event or queue', async () => {
    await table.put(waitingRow({ business: true, ...untilTomorrow() }));
    const leaking = { status: 500, body: { __type: 'InternalFailure', message: `broke on ${secretToken}` } };
    service.answers.push(leaking, leaking, leaking, leaking);
    const records = [
      heartbeat({ id: 'h' }),
      eventOf('Callback Succeeded', { version: '1.0', correlationId: 'orders:abc', token: secretToken }),
      recordOf(`{"taskToken":"${secretToken}"`),
    ];
    await handler({ Records: records }, context);
    await handler({ Records: records }, context);
    const emitted = [
      ...written,
      ...service.recorded
        .filter(({ target }) => !target.startsWith('AWSStepFunctions'))
        .map(({ input }) => JSON.stringify(input)),
    ].join('\n');
    expect(emitted).toContain('"verdict":"invalid"');
    expect(emitted).toContain('"Namespace":"CallbackRelay","Dimensions":[["service"]]');
    expect(emitted).toContain('"service":"the-relay"');
    expect(emitted).toContain('call failed');
    expect(emitted).not.toContain(secretToken);
    // Powertools drops fields that it has itself, and says so on every line.
    expect(emitted).not.toContain('reserved key');
  });

  it('writes nothing of a batch in which nothing was decided', async () => {
    written.length = 0;
    await handler({ Records: [] }, context);
    expect(written).toEqual([]);
  });

  it('says who may not do what, where a call is denied', async () => {
    await table.put(waitingRow(untilTomorrow()));
    const message = 'User: the-role is not authorized to perform: states:SendTaskSuccess';
    const denied = { status: 400, body: { __type: 'AccessDeniedException', message } };
    service.answers.push(denied);
    await handler({ Records: [succeeded({ paid: true })] }, context);
    const line = written.findLast((said) => said.includes('call denied')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      level: 'ERROR',
      operation: 'SendTaskSuccess',
      error: 'AccessDeniedException',
      reason: message,
    });
  });
});
