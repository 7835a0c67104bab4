import * as z from 'zod/mini';

/**
 * The EventBridge envelope, as it reaches a queue. `account` is set by EventBridge and can't be forged; `source`
 * is held by IAM (condition keys `events:source` and `events:detail-type`).
 */
export const eventEnvelopeSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(256)),
  source: z.string().check(z.minLength(1), z.maxLength(256)),
  account: z.string().check(z.minLength(1), z.maxLength(32)),
  'detail-type': z.string().check(z.minLength(1), z.maxLength(128)),
  time: z.optional(z.string()),
  detail: z.unknown(),
});

export type EventEnvelope = z.infer<typeof eventEnvelopeSchema>;
