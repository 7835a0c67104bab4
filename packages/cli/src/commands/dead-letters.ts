import { setTimeout as pause } from 'node:timers/promises';
import {
  type DeadLetter,
  type DeadLetterQueue,
  listDeadLetterQueues,
  peekDeadLetters,
  redriveDeadLetters,
  redriveStatus,
} from '@callback-relay/operator';
import type { Context } from '../context.ts';
import type { Column } from '../output/table.ts';
import { confirmed } from './answer.ts';

/** Without a queue: each dead-letter queue and how much is in it. With one: what is in it. */
export async function runDeadLetters(
  { stage, print }: Context,
  queue: string | undefined,
  { limit }: { limit: number },
): Promise<void> {
  if (queue === undefined)
    print.rows(await listDeadLetterQueues(stage), queueColumns, 'This stage has no dead-letter queue.');
  else print.rows(await peekDeadLetters(stage, queue, limit), letterColumns, 'It is empty.');
}

export async function runRedrive(
  context: Context,
  queue: string,
  options: { readonly yes?: boolean },
): Promise<void> {
  const { stage, print, signal } = context;
  await confirmed(
    context,
    `Move the messages of ${queue} back to where they came from (${stage.name})?`,
    options,
  );
  const redrive = await redriveDeadLetters(stage, queue);
  print.note(`Moving to ${redrive.destination} …`);
  let status = await redriveStatus(stage, redrive.queue);
  while (status?.status === 'RUNNING' && !signal.aborted) {
    await pause(1000, undefined, { signal }).catch(() => {});
    status = await redriveStatus(stage, redrive.queue);
  }
  const { moved = 0, failure } = status ?? {};
  print.result(
    { ...redrive, ...status },
    failure === undefined
      ? `${moved} moved to ${redrive.destination}.`
      : `${moved} moved, then it failed: ${failure}`,
  );
}

const queueColumns: readonly Column<DeadLetterQueue>[] = [
  { title: 'queue', value: ({ name }) => name },
  { title: 'messages', value: ({ visible, inFlight }) => visible + inFlight },
  { title: 'redrive leads to', value: ({ source }) => source },
];

const letterColumns: readonly Column<DeadLetter>[] = [
  { title: 'message', value: ({ messageId }) => messageId },
  { title: 'sent', value: ({ sentAt }) => sentAt },
  { title: 'received', value: ({ receiveCount }) => receiveCount },
  { title: 'what', value: ({ kind }) => kind },
  { title: 'correlation ID', value: ({ correlationId }) => correlationId, shrinks: true },
  { title: 'why', value: ({ reason }) => reason, shrinks: true },
];
