import * as z from 'zod/mini';
import { correlationIdSchema } from './correlation-id.ts';
import { idempotencyKeySchema } from './idempotency-key.ts';
import { openChoice } from './open-choice.ts';
import { versionSchema } from './version.ts';

/** Published by the requester when it opens a callback whose result was there first: the relay then settles it. */
export const openedEventType = 'Callback Opened';

export const openedDetailSchema = z
  .object({ version: versionSchema, correlationId: correlationIdSchema })
  .check(z.describe('A callback was opened over a parked result'));

/** The ways in which an execution ends. One that succeeded may have left callbacks open, of a branch that was given up. */
export const endedStatuses = ['ABORTED', 'TIMED_OUT', 'FAILED', 'SUCCEEDED'] as const;

/** Published by the relay when an execution ends while a callback waits: a worker may stop. */
export const cancelledEventType = 'Callback Cancelled';

export const cancelledDetailSchema = z
  .object({
    version: versionSchema,
    correlationId: correlationIdSchema,
    idempotencyKey: idempotencyKeySchema.check(z.describe('As in the request')),
    executionStatus: openChoice(
      endedStatuses,
      /^[A-Z]+(_[A-Z]+)*$/,
      'How the execution ended, as Step Functions names it',
    ),
  })
  .check(z.describe('The execution has ended, and does not wait for this callback any more'));

export type OpenedDetail = z.infer<typeof openedDetailSchema>;
export type CancelledDetail = z.infer<typeof cancelledDetailSchema>;
