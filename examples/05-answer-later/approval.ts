import * as z from 'zod';

/** All that is needed to answer: it travels in the link, so nothing has to be kept until the decision. */
export const approvalSchema = z.object({
  question: z.string().min(1).max(500),
  correlationId: z.string(),
  eventBus: z.string(),
  /** Epoch milliseconds: when the task stops waiting. */
  deadline: z.number(),
});

export type Approval = z.infer<typeof approvalSchema>;

export const decisionSchema = z.enum(['approve', 'reject']);

export type Decision = z.infer<typeof decisionSchema>;
