import { z } from 'zod';
import type { PassingCall } from './observing-proxy.ts';

/** The messages that the worker has received, by which a queue can be emptied of what it holds in flight. */
export interface ReceivedMessages {
  /** Receipt handles, of each message the newest, of the queue at this URL. */
  handlesOf(queueUrl: string): readonly string[];
  observe(call: PassingCall, answer: Buffer): void;
}

const askedSchema = z.object({ QueueUrl: z.string() });
const answerSchema = z.object({
  Messages: z.array(z.object({ MessageId: z.string(), ReceiptHandle: z.string() })).default([]),
});

export function createReceivedMessages(): ReceivedMessages {
  const handles = new Map<string, Map<string, string>>();
  return {
    handlesOf: (queueUrl) => [...(handles.get(new URL(queueUrl).pathname)?.values() ?? [])],
    observe: ({ target, body }, answer) => {
      if (target !== 'AmazonSQS.ReceiveMessage') return;
      const asked = askedSchema.safeParse(parsed(body)).data;
      if (asked === undefined) return;
      // The worker reaches the queue through the proxy, the kit directly: the path is what both have.
      const path = new URL(asked.QueueUrl).pathname;
      const known = handles.get(path) ?? new Map<string, string>();
      handles.set(path, known);
      for (const { MessageId, ReceiptHandle } of answerSchema.safeParse(parsed(answer)).data?.Messages ??
        []) {
        known.set(MessageId, ReceiptHandle);
      }
    },
  };
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}
