import { answerLater, defineWorker } from '@callback-relay/worker';
import { type Approval, approvalSchema } from './approval.ts';

export const workerName = 'approvals';

/** Asks a person; the answer comes when the person decides. `ask` sends the approval's link to them. */
export function approvalWorker(ask: (approval: Approval) => Promise<void>) {
  return defineWorker({
    name: workerName,
    payload: approvalSchema.pick({ question: true }),
    handle: async ({ question }, { correlationId, eventBus, deadline }) => {
      await ask({ question, correlationId, eventBus, deadline: deadline.getTime() });
      return answerLater;
    },
  });
}
