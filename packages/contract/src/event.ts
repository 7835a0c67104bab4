import * as z from 'zod';

/**
 * The EventBridge envelope, as it reaches a queue. `account` is set by EventBridge and can't be forged; `source`
 * is held by IAM (condition keys `events:source` and `events:detail-type`).
 */
export const eventEnvelopeSchema = z.object({
  id: z.string().min(1).max(256),
  source: z.string().min(1).max(256),
  account: z.string().min(1).max(32),
  'detail-type': z.string().min(1).max(128),
  time: z.string().optional(),
  detail: z.unknown(),
});

export type EventEnvelope = z.infer<typeof eventEnvelopeSchema>;
