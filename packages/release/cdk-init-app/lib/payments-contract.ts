import { defineContract } from '@callback-relay/contract';
import * as z from 'zod';

export const payments = defineContract({
  name: 'payments',
  request: z.object({ orderId: z.string() }),
  output: z.object({ paymentId: z.string() }),
  errors: { CardRefused: 'The bank refused the card.' },
});
