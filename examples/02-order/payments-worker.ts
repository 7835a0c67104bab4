import { defineWorker, Failure } from '@callback-relay/worker';
import * as z from 'zod';

/** Cents. More than this the card of the example won't bear. */
const CARD_LIMIT = 100_000;

const chargeSchema = z.object({
  action: z.literal('charge'),
  orderId: z.string(),
  amount: z.int().positive().describe('In cents'),
});
const refundSchema = z.object({ action: z.literal('refund'), orderId: z.string() });

/** Takes payments, and gives them back. A refund of what was never taken is one too: compensation asks for either. */
export const paymentsWorker = defineWorker({
  name: 'payments',
  payload: z.discriminatedUnion('action', [chargeSchema, refundSchema]),
  handle: (payment, { idempotencyKey }) => {
    if (payment.action === 'refund') return { refunded: payment.orderId };
    if (payment.amount > CARD_LIMIT) throw new Failure('CardDeclined', 'The card does not bear the amount.');
    return { paymentId: `payment-${idempotencyKey.slice(0, 8)}`, amount: payment.amount };
  },
});
