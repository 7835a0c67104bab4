import { businessKeySchema, jsonValueSchema, limits } from '@callback-relay/contract';
import * as z from 'zod';

/**
 * What the task state passes to the requester function. The construct `CallbackTask` writes it; in plain ASL each
 * field comes from the context object as named here.
 */
export const openCallbackInputSchema = z.object({
  /** `$$.Task.Token` */
  taskToken: z.string().min(1).max(limits.taskTokenCharacters),
  /** `$$.Execution.Id`: the ARN of the execution. */
  executionArn: z.string().min(1).max(2048),
  /** `$$.State.Name` */
  stateName: z.string().min(1).max(256),
  /** `$$.State.EnteredTime` */
  enteredTime: z.iso.datetime(),
  /** `$$.State.RetryCount` */
  retryCount: z.int().min(0),
  /** What the worker is asked for. */
  payload: jsonValueSchema,
  /** URL of the worker's request queue. */
  requestQueueUrl: z.url(),
  /** TimeoutSeconds of the task: the callback's deadline is this long after its opening. */
  timeoutSeconds: z.int().min(1).max(31_536_000),
  /** Event sources that may answer. */
  allowedSources: z.array(z.string().min(1).max(256)).min(1).max(10),
  /** Accounts that may answer; left out, any account that the bus admits. */
  allowedAccounts: z
    .array(z.string().regex(/^\d{12}$/))
    .min(1)
    .max(10)
    .optional(),
  /** Waits under this key in place of a minted ID, for an event that knows nothing of callbacks. */
  businessKey: businessKeySchema.optional(),
  /**
   * Tells apart the items of a Map state, which share state name and entered time: `$$.Map.Item.Index`, say.
   * Part of the idempotency key.
   */
  item: z.union([z.string(), z.number()]).optional(),
});

export type OpenCallbackInput = z.infer<typeof openCallbackInputSchema>;
