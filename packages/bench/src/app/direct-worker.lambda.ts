import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { work, workSchema } from './work.ts';

/**
 * The classic way, as its best authors write it: the token is in the message, one client for all invocations, the
 * records of a batch side by side, input checked, and a record that fails is tried again without its batch.
 */

const requestSchema = z.object({ token: z.string(), payload: workSchema });
const client = new SFNClient({});

interface SqsEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

export async function handler({ Records }: SqsEvent): Promise<object> {
  const outcomes = await Promise.allSettled(Records.map(({ body }) => answer(body)));
  const batchItemFailures = Records.flatMap(({ messageId }, at) =>
    outcomes[at]?.status === 'rejected' ? [{ itemIdentifier: messageId }] : [],
  );
  return { batchItemFailures };
}

async function answer(body: string): Promise<void> {
  const { token, payload } = requestSchema.parse(JSON.parse(body));
  const output = JSON.stringify(await work(payload.workMs));
  await client.send(new SendTaskSuccessCommand({ taskToken: token, output }));
}
