import { randomBytes } from 'node:crypto';
import type { SettledRow, SettlingRow, WaitingRow } from '@callback-relay/contract';
import { claimed, settledRow } from '@callback-relay/relay';
import { type Opening, openCallback, opened } from '@callback-relay/requester';

/** Characters of a task token as AWS makes them: of those that people have published, 640 to 760. */
const TOKEN_CHARACTERS = 668;
const EVENT_ID = '0b7a1f6e-31f5-4f5e-9a30-5f0a5f6f2c11';
const FINGERPRINT = 'x'.repeat(22);

/** The rows of one callback's life, with values as long as they are on AWS. */
export interface SampleRows {
  readonly waiting: WaitingRow;
  readonly settling: SettlingRow;
  readonly settled: SettledRow;
}

export async function sampleRows(): Promise<SampleRows> {
  const opening = await openingOf(input());
  const now = opening.now;
  const waiting = made(opened(undefined, opening));
  const { correlationId } = waiting;
  const event = { eventId: EVENT_ID, fingerprint: FINGERPRINT, now };
  const sender = { source: 'payments', account: '123456789012' };
  const settling = made(
    claimed(waiting, { ...event, ...sender, correlationId, claimId: randomBytes(8).toString('base64url') }),
  );
  const settled = settledRow(settling, { ...event, correlationId, verdict: 'delivered', forget: [] });
  return { waiting, settling, settled };
}

/** What the requester writes for an input. */
async function openingOf(from: object): Promise<Opening> {
  let written: Opening | undefined;
  await openCallback(from, {
    store: {
      async open(opening) {
        written = opening;
        return true;
      },
      adopt: async () => false,
      confirm: async () => false,
      recordAttempt: async () => true,
    },
    queue: { send: async () => {} },
    bus: { publishOpened: async () => {} },
    world: { now: Date.now, randomBytes },
    settings: { namespace: 'orders', eventBus: 'callback-relay-prod', rowRetentionSeconds: 1_296_000 },
  });
  return made(written);
}

function input(): object {
  const execution = '5c9e1f0a-8d3b-4f6e-b1a7-2f4d6c8e0a93';
  return {
    taskToken: randomBytes(TOKEN_CHARACTERS).toString('base64url').slice(0, TOKEN_CHARACTERS),
    executionArn: `arn:aws:states:us-east-1:123456789012:execution:orders-prod:${execution}`,
    stateName: 'Charge card',
    enteredTime: '2026-11-22T10:00:00.000Z',
    retryCount: 0,
    payload: { orderId: '1234', cents: 4_200 },
    requestQueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/callback-relay-prod-payments',
    timeoutSeconds: 3_600,
    allowedSources: ['payments'],
    allowedAccounts: ['123456789012'],
  };
}

function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the transition refused a sample row');
  return value;
}
