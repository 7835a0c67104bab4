import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import { parties } from '../scenario/parties.ts';
import { type BatchResponse, eventSourceMapping } from '../services/event-source-mapping.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import type { QueueWithDeadLetters } from '../services/queue-with-dead-letters.ts';

/** Lets a function handle the messages of a queue one by one, and report those alone that failed. */
export function consume(
  simulator: Simulator,
  { queue }: QueueWithDeadLetters,
  role: string,
  handle: (from: Instance, message: ReceivedMessage) => Promise<void>,
): void {
  const consumer = lambdaFunction<readonly ReceivedMessage[], BatchResponse>(simulator, {
    role,
    account: parties.homeAccount,
    timeout: 60_000,
    create: (from) => async (messages) => {
      const settled = await Promise.allSettled(messages.map((message) => handle(from, message)));
      const failed = messages.filter((_, at) => settled[at]?.status === 'rejected');
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  });
  eventSourceMapping(simulator, queue, consumer, { batchSize: 10, maximumConcurrency: 5, batchingWindow: 0 });
}
