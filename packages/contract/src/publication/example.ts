import {
  type CancelledDetail,
  cancelledEventType,
  type OpenedDetail,
  openedEventType,
  type ProgressDetail,
  progressEventType,
} from '../notice.ts';
import type { Request } from '../request.ts';
import { type FailedDetail, type HeartbeatDetail, resultTypes, type SucceededDetail } from '../result.ts';
import { relaySource, type VerdictDetail, verdictEventType } from '../verdict.ts';
import { currentVersion } from '../version.ts';

const version = currentVersion;
const correlationId = 'orders:q83vEjRWeJCrze8SNFZ4kA';
const source = 'payments';

/** One example of each message, by the message's name: all of one payment that is asked for and made. */
export const examples: Readonly<Record<string, unknown>> = {
  request: {
    version,
    correlationId,
    idempotencyKey: 'a4f1c0d5e6b7988790a1b2c3d4e5f607',
    payload: { orderId: 'order-1234', amount: { currency: 'EUR', value: '49.90' } },
    deadline: '2026-11-22T10:15:00.000Z',
    replyTo: { eventBus: 'arn:aws:events:eu-west-1:123456789012:event-bus/callbacks' },
  } satisfies Request,
  'callback-succeeded': {
    source,
    'detail-type': resultTypes.succeeded,
    detail: { version, correlationId, output: { paymentId: 'pay-77' } } satisfies SucceededDetail,
  },
  'callback-failed': {
    source,
    'detail-type': resultTypes.failed,
    detail: {
      version,
      correlationId,
      error: 'CardRefused',
      cause: 'The bank refused the card.',
    } satisfies FailedDetail,
  },
  'callback-heartbeat': {
    source,
    'detail-type': resultTypes.heartbeat,
    detail: { version, correlationId, progress: { step: 'waiting for the bank' } } satisfies HeartbeatDetail,
  },
  'callback-verdict': {
    source: relaySource,
    'detail-type': verdictEventType,
    detail: {
      version,
      verdict: 'forbidden',
      correlationId,
      event: {
        id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
        source: 'payment',
        account: '123456789012',
        detailType: resultTypes.succeeded,
      },
      code: 'source-not-allowed',
      reason: 'the callback may be answered by payments, and the event is of payment',
    } satisfies VerdictDetail,
  },
  'callback-cancelled': {
    source: relaySource,
    'detail-type': cancelledEventType,
    detail: {
      version,
      correlationId,
      idempotencyKey: 'a4f1c0d5e6b7988790a1b2c3d4e5f607',
      executionStatus: 'ABORTED',
    } satisfies CancelledDetail,
  },
  'callback-progress': {
    source: relaySource,
    'detail-type': progressEventType,
    detail: {
      version,
      correlationId,
      progress: { step: 'waiting for the bank' },
      at: '2026-11-22T10:14:30.000Z',
      count: 3,
    } satisfies ProgressDetail,
  },
  'callback-opened': {
    source: relaySource,
    'detail-type': openedEventType,
    detail: { version, correlationId: 'orders:order-1234/payment' } satisfies OpenedDetail,
  },
};
