import { createHash } from 'node:crypto';
import type { NewCallback } from '@callback-relay/callbacks-table';
import { openCallback } from '@callback-relay/requester';

/**
 * Bytes that a task token stands for in base64: 668 characters, as those of the present format have that people have
 * published (668 and 669; the one before had 684).
 */
const TOKEN_BYTES = 501;

/** What the requester writes for a task, with values as long as they are on AWS. The same on every run. */
export async function sampleOpening(): Promise<NewCallback> {
  let written: NewCallback | undefined;
  await openCallback(input, {
    store: {
      async open(opening) {
        written = opening;
        return true;
      },
      openOverParked: async () => false,
      isOurOpening: async () => false,
      isOfOurChain: async () => false,
      recordAttempt: async () => true,
      markAmbiguous: async () => true,
    },
    queue: { send: async () => {} },
    eventBus: { publishOpened: async () => {} },
    journal: { opening: () => {} },
    clock: { now: Date.now },
    settings: { namespace: 'orders', eventBus: 'callback-relay-prod', rowRetentionSeconds: 1_296_000 },
  });
  if (written === undefined) throw new Error('the requester opened nothing');
  return written;
}

const input = {
  taskToken: sampleToken(),
  executionArn:
    'arn:aws:states:us-east-1:123456789012:execution:orders-prod:5c9e1f0a-8d3b-4f6e-b1a7-2f4d6c8e0a93',
  stateName: 'Charge card',
  enteredTime: '2026-11-22T10:00:00.000Z',
  retryCount: 0,
  payload: { orderId: '1234', cents: 4_200 },
  requestQueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/callback-relay-prod-payments',
  timeoutSeconds: 3_600,
  allowedSources: ['payments'],
  allowedAccounts: ['123456789012'],
};

/** Ciphertext, as good as random, and yet the same on every run: how far it packs decides about bytes that are held. */
function sampleToken(): string {
  const blocks = Array.from({ length: 8 }, (_, at) => createHash('sha512').update(`token ${at}`).digest());
  return Buffer.concat(blocks).subarray(0, TOKEN_BYTES).toString('base64');
}
