import * as z from 'zod';
import { defineContract } from '../../src/index.ts';

/** A contract with what makes generators stumble: objects in objects, in arrays and in dictionaries, choices, options. */
export const payments = defineContract({
  name: 'payments',
  request: z.object({
    orderId: z.string(),
    amount: z.object({ currency: z.enum(['EUR', 'USD']), value: z.string() }),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int() })).optional(),
  }),
  output: z.object({ paymentId: z.string(), fees: z.record(z.string(), z.object({ value: z.string() })) }),
  errors: { CardRefused: 'The bank refused the card.' },
  progress: z.object({ step: z.string() }),
});
