import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../src/index.ts';
import { paymentApp } from './app/payment-app.ts';

const MINUTE_MS = 60_000;
/** More calls than two minutes of tries make. */
const EVERY_CALL = 1_000;

let folder: string;
let app: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troubled-requester-'));
  paymentApp(folder).synth();
  app = await startTestApp({ app: folder });
}, 120_000);
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

function requesterName(): string {
  const found = app.local.resources.find(
    ({ type, logicalId }) => type === 'AWS::Lambda::Function' && logicalId.startsWith('Requester'),
  );
  if (found === undefined) throw new Error('the app has no requester');
  return found.name;
}

/** The longest that the construct's Retry can take: 63 s of growing waits, and nine of a minute. */
async function waitOutRetries(): Promise<void> {
  for (let minute = 0; minute < 11; minute += 1) await app.advance(MINUTE_MS);
}

async function failuresOf(execution: string): Promise<readonly unknown[]> {
  return (await app.history(execution))
    .filter(({ type }) => type === 'TaskFailed')
    .map(({ details }) => details.error);
}

describe('a task whose requester', () => {
  it('exits in its first invocation is opened by the next one', async () => {
    app.local.faults.crashNextInvocation(requesterName());
    const execution = await app.start({ orderId: 'exits' });
    await waitOutRetries();
    expect(await app.waitForEnd(execution)).toMatchObject({
      status: 'SUCCEEDED',
      output: { paymentId: 'real-exits' },
    });
    expect(await failuresOf(execution)).toEqual(['Runtime.ExitError']);
  }, 60_000);

  it.each([
    ['is throttled by Lambda', 'lambda', 'Invoke', 'Lambda.TooManyRequestsException'],
    ['is throttled by DynamoDB', 'dynamodb', 'UpdateItem', 'ThrottlingException'],
    ['is throttled by SQS', 'sqs', 'SendMessage', 'ThrottlingException'],
  ])(
    '%s for two minutes is opened afterwards',
    async (what, service, operation, error) => {
      app.local.faults.throttle(service, operation, EVERY_CALL);
      const execution = await app.start({ orderId: what });
      await app.advance(2 * MINUTE_MS);
      const failures = await failuresOf(execution);
      expect(new Set(failures)).toEqual(new Set([error]));
      expect(failures.length).toBeGreaterThan(3);
      app.local.faults.clear();
      await waitOutRetries();
      expect(await app.waitForEnd(execution)).toMatchObject({
        status: 'SUCCEEDED',
        output: { paymentId: `real-${what}` },
      });
    },
    60_000,
  );
});
