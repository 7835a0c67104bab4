import type { Request } from '@callback-relay/contract';
import { WorkStopped } from '../handler/handler-context.ts';
import { WorkInProgress } from '../idempotency/idempotency.ts';
import { failedBy } from '../result/outcome.ts';
import { answerEntry } from '../result/result-entry.ts';
import type { Worker } from './define-worker.ts';
import { readRequest } from './read-request.ts';
import { givenUp, returnAddressOf, type WorkPorts, workOn } from './work-on.ts';

/** A message from the request queue. */
export interface RequestMessage {
  /** SQS's message ID. */
  readonly id: string;
  readonly body: string;
  /** SQS's ApproximateReceiveCount, from 1. */
  readonly receiveCount: number;
  /** When SQS handed it out, by the service's clock as far as that is known. Milliseconds since the epoch. */
  readonly receivedAt: number;
}

export interface MessagePorts extends WorkPorts {
  /** Takes the answers whose return address can't be read. */
  readonly fallbackBus?: string | undefined;
  /** `maxReceiveCount` of the queue's redrive policy, when known. */
  readonly maxReceives?: number | undefined;
}

/** `done`: the message may be deleted. `retry`: it stays, for another try or its dead-letter queue. */
export type Processed = 'done' | 'retry';

/**
 * Takes one message to its end. It is `done` only when its result is on the bus, or when none is waited for.
 * Never throws: a bad message fails itself and none of its neighbours.
 */
export async function processMessage(
  worker: Worker,
  message: RequestMessage,
  ports: MessagePorts,
): Promise<Processed> {
  const { log, outbox } = ports;
  const read = readRequest(message.body, ports.fallbackBus);
  if (read.kind === 'request') return processRequest(worker, read.request, message, ports);
  const { refusal, correlationId } = read;
  const fields = { messageId: message.id, correlationId, code: refusal.code, reason: refusal.message };
  if (read.kind === 'unreadable') {
    log.error('request unreadable, left to the dead-letter queue', fields);
    return 'retry';
  }
  log.error('request refused', fields);
  const returnAddress = { correlationId: read.correlationId, eventBus: read.eventBus, source: worker.name };
  return published(outbox.send(answerEntry(returnAddress, failedBy(refusal))), message, ports);
}

async function processRequest(
  worker: Worker,
  request: Request,
  message: RequestMessage,
  ports: MessagePorts,
): Promise<Processed> {
  const { log, outbox } = ports;
  const fields = { messageId: message.id, correlationId: request.correlationId };
  const remainingMs = Date.parse(request.deadline) - message.receivedAt;
  if (remainingMs <= 0) {
    const receivedAt = new Date(message.receivedAt).toISOString();
    log.warn('request past its deadline, not worked on', {
      ...fields,
      deadline: request.deadline,
      receivedAt,
    });
    return 'done';
  }
  try {
    const worked = await workOn(worker, request, remainingMs, ports);
    if (worked.kind === 'noResult') {
      log.info(worked.why, fields);
      return 'done';
    }
    return await published(
      outbox.send(answerEntry(returnAddressOf(worker, request), worked.answer)),
      message,
      ports,
    );
  } catch (thrown) {
    return handleFailure(thrown, worker, request, message, ports);
  }
}

/**
 * A crash is not a result, nor is work that the host's end interrupts: the message is tried again. On its last receive
 * the task is failed, so that the execution does not hang until its timeout; the message still goes to the
 * dead-letter queue, for its operator.
 */
async function handleFailure(
  thrown: unknown,
  worker: Worker,
  request: Request,
  message: RequestMessage,
  ports: MessagePorts,
): Promise<Processed> {
  const { log, outbox, maxReceives } = ports;
  const fields = {
    messageId: message.id,
    correlationId: request.correlationId,
    receiveCount: message.receiveCount,
  };
  if (thrown instanceof WorkStopped || thrown instanceof WorkInProgress) {
    log.info('work returned to the queue', { ...fields, reason: thrown.message });
  } else {
    log.error('work crashed', { ...fields, reason: String(thrown), stack: stackOf(thrown) });
  }
  const isLast = maxReceives !== undefined && message.receiveCount >= maxReceives;
  // The process that is at it may still answer.
  if (!isLast || thrown instanceof WorkInProgress) return 'retry';
  const answer = answerEntry(returnAddressOf(worker, request), givenUp(thrown));
  await published(outbox.send(answer), message, ports);
  return 'retry';
}

async function published(
  sent: Promise<void>,
  message: RequestMessage,
  { log }: MessagePorts,
): Promise<Processed> {
  try {
    await sent;
    return 'done';
  } catch (refusal) {
    log.error('result not published, the message is tried again', {
      messageId: message.id,
      reason: String(refusal),
    });
    return 'retry';
  }
}

function stackOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.stack : undefined;
}
