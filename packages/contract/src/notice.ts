import * as z from 'zod/mini';
import { correlationIdSchema } from './correlation-id.ts';
import { idempotencyKeySchema } from './idempotency-key.ts';
import { jsonValueSchema } from './json.ts';
import { limits } from './limits.ts';
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

/** Published by the relay for the newest heartbeat of a callback that has progress, for those who subscribe. */
export const progressEventType = 'Callback Progress';

export const progressDetailSchema = z
  .object({
    version: versionSchema,
    correlationId: correlationIdSchema,
    progress: jsonValueSchema.check(
      z.describe(`As the worker sent it: at most ${limits.progressBytes} bytes of UTF-8 JSON`),
    ),
    at: z.iso.datetime().check(z.describe('When the heartbeat was published (ISO 8601, UTC)')),
    count: z
      .int()
      .check(
        z.minimum(1),
        z.describe('Heartbeats with progress of this callback so far, those merged with it left out'),
      ),
  })
  .check(z.describe('How far the work of a callback is'));

export type ProgressDetail = z.infer<typeof progressDetailSchema>;
export type OpenedDetail = z.infer<typeof openedDetailSchema>;
export type CancelledDetail = z.infer<typeof cancelledDetailSchema>;
