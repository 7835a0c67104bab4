// A worker on the plain AWS SDK that keeps the whole contract, but for the fault that FAULT names: what the kit is
// tried on.
import { setTimeout as pause } from 'node:timers/promises';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { type Message, SQS } from '@aws-sdk/client-sqs';

const {
  FAULT: fault,
  REQUEST_QUEUE_URL: QueueUrl = '',
  CANCELLATION_QUEUE_URL: cancellations = '',
} = process.env;
const { EVENT_BUS_NAME: fallbackBus = '' } = process.env;
const sqs = new SQS();
const events = new EventBridge();
const stopping = new AbortController();
const cancelled = new Set<string>();
process.once('SIGTERM', () => {
  if (fault === 'ignores SIGTERM') return;
  stopping.abort();
});
if (fault === 'ignores SIGTERM') process.on('SIGTERM', () => {});

interface Request {
  readonly version?: string;
  readonly correlationId: string;
  readonly idempotencyKey?: string;
  readonly payload?: { conformance?: string };
  readonly deadline?: string;
  readonly replyTo?: { eventBus: string };
}

interface Outcome {
  readonly type: 'Callback Succeeded' | 'Callback Failed';
  readonly fields: object;
}

const failed = (error: string): Outcome => ({
  type: 'Callback Failed',
  fields: { error, cause: 'as asked' },
});
const succeeded = (output: unknown): Outcome => ({
  type: 'Callback Succeeded',
  fields: fault === 'misspells output' ? { ouput: output } : { output },
});

async function publish(request: Request, DetailType: string, fields: object): Promise<boolean> {
  const token = fault === 'sends a token' ? { taskToken: 'AAAA' } : {};
  const detail = { version: '1.0', correlationId: request.correlationId, ...fields, ...token };
  const EventBusName = request.replyTo?.eventBus ?? fallbackBus;
  const entry = { EventBusName, Source: 'plain-worker', DetailType, Detail: JSON.stringify(detail) };
  if (fault === 'misspells the detail-type') entry.DetailType = DetailType.replace(' ', '');
  return (await events.putEvents({ Entries: [entry] })).FailedEntryCount === 0;
}

async function work(request: Request): Promise<Outcome | undefined> {
  for (let second = 0; second < 5; second++) {
    if (fault !== 'sends no heartbeat')
      await publish(request, 'Callback Heartbeat', { progress: { second } });
    await pause(1_000);
    if (cancelled.delete(request.correlationId)) return undefined;
  }
  return succeeded({ seconds: 5 });
}

async function outcomeOf(request: Request): Promise<Outcome | undefined> {
  const { version = '', payload, idempotencyKey, deadline = '', replyTo } = request;
  const broken =
    [payload, replyTo, idempotencyKey].includes(undefined) ||
    Number.isNaN(Date.parse(deadline)) ||
    version === '';
  if (fault !== 'serves any version' && version !== '' && !version.startsWith('1.'))
    return failed('UnsupportedVersion');
  if (fault !== 'serves broken requests' && broken) return failed('ContractBroken');
  if (fault !== 'ignores the deadline' && Date.parse(deadline) < Date.now()) return undefined;
  if (fault === 'refuses unknown fields' && 'priority' in request) return failed('ContractBroken');
  switch (payload?.conformance) {
    case 'fail':
      return failed('AskedToFail');
    case 'work':
      return work(request);
    case 'big':
      return fault === 'sends any output' ? succeeded('x'.repeat(300_000)) : failed('OutputTooLarge');
    default:
      return succeeded(
        fault === 'answers differently each time' ? { at: performance.now() } : { done: true },
      );
  }
}

async function handle({ Body = '', ReceiptHandle }: Message): Promise<void> {
  const remove = () => sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  const unreadable = async () =>
    fault === 'deletes what it cannot read' ? void (await remove()) : undefined;
  let request: Request;
  try {
    request = JSON.parse(Body) as Request;
    if (typeof request.correlationId !== 'string') return unreadable();
  } catch {
    if (fault === 'ends on what it cannot read') process.exit(3);
    return unreadable();
  }
  if (fault === 'acks before it publishes') await remove();
  const outcome = await outcomeOf(request);
  const taken = outcome === undefined || (await publish(request, outcome.type, outcome.fields));
  if (fault === 'does not look at FailedEntryCount' || taken) {
    if (fault !== 'acks before it publishes' && fault !== 'never deletes') await remove();
  } else {
    await sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
  }
}

async function pollCancellations(): Promise<void> {
  if (fault === 'does not poll cancellations') return;
  const polled = { QueueUrl: cancellations, WaitTimeSeconds: 20 };
  while (!stopping.signal.aborted) {
    const { Messages = [] } = await sqs.receiveMessage(polled, { abortSignal: stopping.signal });
    for (const { Body = '', ReceiptHandle } of Messages) {
      if (fault !== 'works on when cancelled') cancelled.add(cancelledIn(Body));
      await sqs.deleteMessage({ QueueUrl: cancellations, ReceiptHandle });
    }
  }
}

function cancelledIn(body: string): string {
  try {
    return JSON.parse(body).detail.correlationId;
  } catch {
    return '';
  }
}

async function serve(): Promise<void> {
  while (!stopping.signal.aborted) {
    const polled = { QueueUrl, WaitTimeSeconds: 20, VisibilityTimeout: 2 * 10 };
    const { Messages = [] } = await sqs.receiveMessage(polled, { abortSignal: stopping.signal });
    await Promise.all(Messages.map(handle));
  }
}

const ended = await Promise.allSettled([serve(), pollCancellations()]);
for (const end of ended) {
  if (end.status === 'rejected' && !stopping.signal.aborted) throw end.reason;
}
