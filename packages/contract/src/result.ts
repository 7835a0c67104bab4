import * as z from 'zod/mini';
import { correlationIdSchema } from './correlation-id.ts';
import { jsonValueSchema } from './json.ts';
import { jsonLimitText } from './limit-text.ts';
import { limits } from './limits.ts';
import { versionSchema } from './version.ts';

/** The detail-types of result events. */
export const resultTypes = {
  succeeded: 'Callback Succeeded',
  failed: 'Callback Failed',
  heartbeat: 'Callback Heartbeat',
} as const;

export type ResultType = (typeof resultTypes)[keyof typeof resultTypes];

const answer = { version: versionSchema, correlationId: correlationIdSchema };

/** `detail` of `Callback Succeeded`: the task succeeds with `output`. */
export const succeededDetailSchema = z
  .object({
    ...answer,
    output: jsonValueSchema.check(z.describe(`The task's output: at most ${jsonLimitText('outputBytes')}`)),
  })
  .check(z.describe('The work is done'));

/** `detail` of `Callback Failed`: the task fails with `error`, which Retry and Catch match, and `cause`. */
export const failedDetailSchema = z
  .object({
    ...answer,
    error: z
      .string()
      .check(
        z.minLength(1),
        z.describe(
          `The name that Retry and Catch match; cut with a mark over ${limits.errorCharacters} characters`,
        ),
      ),
    cause: z
      ._default(z.string(), '')
      .check(
        z.describe(`What happened, for people; cut with a mark over ${limits.causeCharacters} characters`),
      ),
  })
  .check(z.describe('The work failed for good'));

/** `detail` of `Callback Heartbeat`: the task's heartbeat timer restarts. */
export const heartbeatDetailSchema = z
  .object({
    ...answer,
    progress: z
      .optional(jsonValueSchema)
      .check(z.describe(`How far the work is: at most ${jsonLimitText('progressBytes')}`)),
  })
  .check(z.describe('The work goes on'));

/** A result: the detail-type of the event, and its detail. */
export const resultSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal(resultTypes.succeeded), detail: succeededDetailSchema }),
  z.object({ type: z.literal(resultTypes.failed), detail: failedDetailSchema }),
  z.object({ type: z.literal(resultTypes.heartbeat), detail: heartbeatDetailSchema }),
]);

export type Result = z.infer<typeof resultSchema>;
export type SucceededDetail = z.infer<typeof succeededDetailSchema>;
export type FailedDetail = z.infer<typeof failedDetailSchema>;
export type HeartbeatDetail = z.infer<typeof heartbeatDetailSchema>;
