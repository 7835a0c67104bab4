import type { OpeningStore } from '@callback-relay/callbacks-table';
import { dynamodbOpeningStore } from '@callback-relay/callbacks-table/dynamodb';
import type { startTable } from '@callback-relay/callbacks-table/test-table';
import type { Request } from '@callback-relay/contract';
import type { Requester } from '../src/ports.ts';

export const now = 1_700_000_000_000;
export const token = 'SECRET-TASK-TOKEN-0123456789';

/** What a task state passes, as a rule. */
export const input = {
  taskToken: token,
  executionArn: 'arn:aws:states:eu-west-1:111122223333:execution:machine:name',
  stateName: 'Work',
  enteredTime: '2026-11-22T10:00:00.000Z',
  retryCount: 0,
  payload: { number: 12 },
  requestQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/requests',
  timeoutSeconds: 60,
  allowedSources: ['orders.worker'],
};

/** A requester over a real table, whose calls are recorded and can be made to fail, before or after their effect. */
export function testRequester(table: Awaited<ReturnType<typeof startTable>>) {
  const calls: string[] = [];
  const sent: { queueUrl: string; request: Request }[] = [];
  const published: string[] = [];
  const journal: object[] = [];
  const failing: { call: string; when: 'before' | 'after' }[] = [];

  async function play<Answer>(call: string, effect: () => Promise<Answer>): Promise<Answer> {
    calls.push(call);
    const fault = failing[0]?.call === call ? failing.shift() : undefined;
    if (fault?.when === 'before') throw new Error(`${call} failed`);
    const answer = await effect();
    if (fault !== undefined) throw new Error(`the answer of ${call} was lost`);
    return answer;
  }

  const real = dynamodbOpeningStore(table.client, table.name);
  const store: OpeningStore = {
    open: (callback) => play('open', () => real.open(callback)),
    openOverParked: (callback) => play('openOverParked', () => real.openOverParked(callback)),
    isOurOpening: (callback) => play('isOurOpening', () => real.isOurOpening(callback)),
    isOfOurChain: (callback) => play('isOfOurChain', () => real.isOfOurChain(callback)),
    recordAttempt: (attempt) => play('recordAttempt', () => real.recordAttempt(attempt)),
    markAmbiguous: (chain) => play('markAmbiguous', () => real.markAmbiguous(chain)),
  };
  const clock = { now };
  const requester: Requester = {
    store,
    queue: {
      send: (queueUrl, body) =>
        play('send', async () => void sent.push({ queueUrl, request: JSON.parse(body) as Request })),
    },
    eventBus: {
      publishOpened: (detail) => play('publishOpened', async () => void published.push(detail)),
    },
    journal: { opening: (callback) => void journal.push(callback) },
    clock: { now: () => clock.now },
    settings: { namespace: 'orders', eventBus: 'the-bus', rowRetentionSeconds: 1_000 },
  };
  return { requester, store, clock, calls, sent, published, journal, failing, keys: () => keysOf(sent) };
}

function keysOf(sent: readonly { readonly request: Request }[]): readonly string[] {
  return sent.map(({ request }) => request.idempotencyKey);
}
