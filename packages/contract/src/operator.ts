import * as z from 'zod/mini';
import { correlationIdSchema } from './correlation-id.ts';
import { versionSchema } from './version.ts';

/**
 * The event source of answers by hand. Such an answer is a result event like any other, so the same promises and verdicts
 * hold for it; it may answer every callback, and who may publish under this source is for IAM to say.
 */
export const operatorSource = 'callback-relay.operator';

/** Who answers by hand, and why: beside `version` and `correlationId` in the detail of every event of that source. */
export const operatorSchema = z.object({
  who: z.string().check(z.minLength(1), z.maxLength(512), z.describe("The caller's ARN, by STS")),
  why: z
    .string()
    .check(z.minLength(1), z.maxLength(1024), z.describe('The reason, for those who look into it later')),
});

export type Operator = z.infer<typeof operatorSchema>;

/** Published by an operator: lets further sources answer a callback that waits. */
export const sourcesAllowedEventType = 'Callback Sources Allowed';

export const sourcesAllowedDetailSchema = z.object({
  version: versionSchema,
  correlationId: correlationIdSchema,
  sources: z.array(z.string().check(z.minLength(1), z.maxLength(256))).check(z.minLength(1), z.maxLength(10)),
  operator: operatorSchema,
});

export type SourcesAllowedDetail = z.infer<typeof sourcesAllowedDetailSchema>;
