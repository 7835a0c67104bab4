import * as z from 'zod/mini';

/**
 * Tells retries of one task from new work. Printable ASCII, so that it fits SQS attributes, DynamoDB keys and
 * HTTP headers, and counts the same in bytes and in characters.
 */
export const idempotencyKeySchema = z
  .string()
  .check(
    z.regex(/^[!-~]{1,128}$/, 'an idempotency key is 1 to 128 printable ASCII characters, without spaces'),
    z.describe('Stable over the retries of the task: the same key means the same work'),
  );
