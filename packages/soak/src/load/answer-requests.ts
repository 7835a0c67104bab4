import { setTimeout } from 'node:timers/promises';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { currentVersion, type Request, requestSchema, resultTypes } from '@callback-relay/contract';
import { names } from '../app/names.ts';
import { jobSchema, work } from '../app/work.ts';
import type { Clients } from './clients.ts';
import type { Ledger } from './ledger.ts';
import { asRetryable } from './start-executions.ts';

export interface WorkerOptions {
  readonly clients: Clients;
  readonly ledger: Ledger;
  readonly endpoint: string;
  readonly isOver: () => boolean;
}

const RETRY_MS = 100;
const POLL_SECONDS = 2;

/** The worker outside: takes requests, publishes results until each is acknowledged, then deletes its message. */
export async function answerRequests(options: WorkerOptions): Promise<void> {
  const { clients, endpoint, isOver } = options;
  const QueueUrl = `${endpoint}/000000000000/${names.outsideRequests}`;
  const receive = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: POLL_SECONDS };
  while (!isOver()) {
    const answer = await clients.sqs.send(new ReceiveMessageCommand(receive)).catch(asRetryable);
    if (answer === undefined) await setTimeout(RETRY_MS);
    await Promise.all((answer?.Messages ?? []).map((message) => answerOne(options, QueueUrl, message)));
  }
}

/** Where the time is over before the result is acknowledged, the message comes again. */
async function answerOne(options: WorkerOptions, QueueUrl: string, message: Message): Promise<void> {
  const { clients, ledger } = options;
  const request = requestSchema.parse(JSON.parse(message.Body ?? ''));
  const job = jobSchema.parse(request.payload);
  if (!(await publishUntilTaken(options, request, work(job)))) return;
  ledger.resultTaken(job.job);
  // At least once: a message that is not deleted is answered again, by the same result.
  const deletion = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
  if ((await clients.sqs.send(deletion).catch(asRetryable)) !== undefined) ledger.messageDeleted();
}

async function publishUntilTaken(
  { clients, isOver }: WorkerOptions,
  { correlationId, replyTo }: Request,
  output: object,
): Promise<boolean> {
  const entry = {
    EventBusName: replyTo.eventBus,
    Source: names.outsideWorker,
    DetailType: resultTypes.succeeded,
    Detail: JSON.stringify({ version: currentVersion, correlationId, output }),
  };
  while (!isOver()) {
    const answer = await clients.events.send(new PutEventsCommand({ Entries: [entry] })).catch(asRetryable);
    if (answer?.FailedEntryCount === 0) return true;
    await setTimeout(RETRY_MS);
  }
  return false;
}
