import * as z from 'zod/mini';
import { correlationIdSchema } from './correlation-id.ts';
import { idempotencyKeySchema } from './idempotency-key.ts';
import { jsonValueSchema } from './json.ts';
import { jsonLimitText } from './limit-text.ts';
import { versionSchema } from './version.ts';

/** A name, or an ARN as EventBridge writes it; at most 1,600 characters, PutEvents' limit on `EventBusName`. */
const eventBusSchema = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9._/:-]{1,1600}$/, 'an event bus is a name or an ARN'),
    z.describe('Name or ARN of the event bus that takes the result events'),
  );

/**
 * The message on a worker's queue: what to do, and where the answer goes. It never carries the task token.
 * Fields that this version does not know are kept out of the parsed value, not refused.
 */
export const requestSchema = z
  .object({
    version: versionSchema,
    correlationId: correlationIdSchema,
    idempotencyKey: idempotencyKeySchema,
    payload: jsonValueSchema.check(
      z.describe(
        `What the state machine asks for: its shape is between it and the worker. At most ${jsonLimitText('payloadBytes')}`,
      ),
    ),
    deadline: z.iso
      .datetime()
      .check(z.describe('When the task stops waiting (ISO 8601, UTC): an answer after it comes too late')),
    replyTo: z.object({ eventBus: eventBusSchema }).check(z.describe('The return address')),
  })
  .check(z.describe('A request to a worker, the body of an SQS message'));

export type Request = z.infer<typeof requestSchema>;
