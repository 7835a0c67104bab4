import * as z from 'zod/mini';
import { correlationIdSchema } from './correlation-id.ts';
import { idempotencyKeySchema } from './idempotency-key.ts';
import { versionSchema } from './version.ts';

/** Published by the requester when it opens a callback whose result was there first: the relay then settles it. */
export const openedEventType = 'Callback Opened';

export const openedDetailSchema = z
  .object({ version: versionSchema, correlationId: correlationIdSchema })
  .check(z.describe('A callback was opened over a parked result'));

/** Published by the relay when an execution ends while a callback waits: whoever works on it may stop. */
export const cancelledEventType = 'Callback Cancelled';

export const cancelledDetailSchema = z
  .object({
    version: versionSchema,
    correlationId: correlationIdSchema,
    idempotencyKey: idempotencyKeySchema.check(z.describe('As in the request')),
    executionStatus: z.enum(['ABORTED', 'TIMED_OUT', 'FAILED']).check(z.describe('How the execution ended')),
  })
  .check(z.describe('Nobody waits for this callback any more'));

export type OpenedDetail = z.infer<typeof openedDetailSchema>;
export type CancelledDetail = z.infer<typeof cancelledDetailSchema>;
