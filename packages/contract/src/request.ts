import { z } from 'zod';
import { correlationIdSchema } from './correlation-id.ts';
import { jsonValueSchema } from './json.ts';
import { versionSchema } from './version.ts';

/**
 * The message on a worker's queue: what to do, and where the answer goes. It never carries the task token.
 * Fields that this version does not know are kept out of the parsed value, not refused.
 */
export const requestSchema = z
  .object({
    version: versionSchema,
    correlationId: correlationIdSchema,
    idempotencyKey: z
      .string()
      .min(1)
      .max(128)
      .describe('Stable over the retries of the task: the same key means the same work'),
    payload: jsonValueSchema.describe(
      'What the state machine asks for; its shape is between it and the worker',
    ),
    deadline: z.iso
      .datetime()
      .describe('When the task stops waiting (ISO 8601, UTC): an answer after it comes too late'),
    replyTo: z
      .object({
        eventBus: z
          .string()
          .min(1)
          .max(1600)
          .describe('Name or ARN of the event bus that takes the result events'),
      })
      .describe('The return address'),
  })
  .describe('A request to a worker, the body of an SQS message');

export type Request = z.infer<typeof requestSchema>;
