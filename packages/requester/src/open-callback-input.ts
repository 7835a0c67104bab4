import { jsonValueSchema, limits } from '@callback-relay/contract';
import * as z from 'zod/mini';

/**
 * What the task state passes to the requester function. The construct `CallbackTask` writes it; in plain ASL each
 * field comes from the context object as named here.
 */
export const openCallbackInputSchema = z.object({
  /** `$$.Task.Token` */
  taskToken: z.string().check(z.minLength(1), z.maxLength(limits.taskTokenCharacters)),
  /** `$$.Execution.Id`: the ARN of the execution. */
  executionArn: z.string().check(z.minLength(1), z.maxLength(2048)),
  /** `$$.State.Name` */
  stateName: z.string().check(z.minLength(1), z.maxLength(256)),
  /** `$$.State.EnteredTime` */
  enteredTime: z.iso.datetime(),
  /** `$$.State.RetryCount` */
  retryCount: z.int().check(z.minimum(0)),
  /**
   * `$$.Execution.RedriveCount`. Left out, the callback of a redriven execution is taken for one of before; null is what
   * emulators pass whose context object has no such member.
   */
  redriveCount: z.nullish(z.int().check(z.minimum(0))),
  /** What the worker is asked for; left out where no worker is. */
  payload: z.optional(jsonValueSchema),
  /** URL of the worker's request queue. Left out, no worker is asked: what is waited for comes anyway, under a business key. */
  requestQueueUrl: z.optional(z.url()),
  /** TimeoutSeconds of the task: the callback's deadline is this long after its opening. */
  timeoutSeconds: z.int().check(z.minimum(1), z.maximum(31_536_000)),
  /** Event sources that may answer. */
  allowedSources: z
    .array(z.string().check(z.minLength(1), z.maxLength(256)))
    .check(z.minLength(1), z.maxLength(10)),
  /** Accounts that may answer; left out, any account that the bus admits. */
  allowedAccounts: z.optional(
    z.array(z.string().check(z.regex(/^\d{12}$/))).check(z.minLength(1), z.maxLength(10)),
  ),
  /**
   * Waits under this key in place of a minted ID, for an event that knows nothing of callbacks. Any text, see `encodeBusinessKey`,
   * or a number, which stands for its digits as in a mapped event.
   */
  businessKey: z.optional(z.union([z.string().check(z.minLength(1), z.maxLength(1_024)), z.number()])),
  /**
   * Distinguishes the items of a Map state, which share state name and entered time: `$$.Map.Item.Index`, say.
   * Part of the idempotency key.
   */
  item: z.optional(z.union([z.string(), z.number()])),
});

export type OpenCallbackInput = z.infer<typeof openCallbackInputSchema>;
