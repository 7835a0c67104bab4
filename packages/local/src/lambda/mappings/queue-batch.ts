import { errorMessage } from '../../foundation/error-message.ts';
import type { Caller, CallService } from '../../foundation/service.ts';
import type { Invoked } from '../functions/invoke.ts';
import { failedOf } from './batch-response.ts';
import { compileFilter } from './filter.ts';
import type { Mapping } from './mapping.ts';
import { type Payload, payloadsOf } from './payloads.ts';
import { type ReceivedMessage, sqsRecord } from './record.ts';

export interface QueueBatchPorts {
  readonly mapping: Mapping;
  readonly callService: CallService;
  /** The function's role, under which Lambda polls. */
  readonly caller: Caller;
  readonly queueUrl: string;
  readonly invoke: (payload: string) => Promise<Pick<Invoked, 'requestId' | 'payload' | 'functionError'>>;
  /** With the invocation that the result is of, where there was one. */
  readonly report: (result: string, requestId?: string) => void;
}

/** SQS deletes ten messages a call. */
const MOST_A_CALL = 10;

/** Invokes the function, deletes what succeeded, and says how it went in Lambda's words. */
export async function processBatch(
  ports: QueueBatchPorts,
  messages: readonly ReceivedMessage[],
): Promise<void> {
  const { mapping } = ports;
  const wanted = await withoutUnwanted(ports, messages);
  if (wanted.length === 0) ports.report('OK');
  for (const payload of payloadsOf(wanted, (message) => sqsRecord(message, mapping))) {
    const isDone = await handOver(ports, payload);
    // What follows in a FIFO queue waits for what failed.
    if (!isDone && mapping.sourceArn.endsWith('.fifo')) return;
  }
}

/** Whether all of it succeeded. */
async function handOver(ports: QueueBatchPorts, { text, of }: Payload<ReceivedMessage>): Promise<boolean> {
  const { mapping, invoke, report } = ports;
  try {
    const { requestId, payload, functionError } = await invoke(text);
    if (functionError !== undefined) {
      report('PROBLEM: Function call failed', requestId);
      return false;
    }
    const ids = of.map((message) => message.MessageId);
    const failed = mapping.reportBatchItemFailures ? failedOf(payload, ids) : new Set<string>();
    await remove(
      ports,
      of.filter((message) => !failed.has(message.MessageId)),
    );
    report(failed.size === 0 ? 'OK' : `PROBLEM: ${failed.size} of ${ids.length} records failed`, requestId);
    return failed.size === 0;
  } catch (error) {
    report(`PROBLEM: ${errorMessage(error)}`);
    return false;
  }
}

/** What no filter matches is deleted without an invocation. */
async function withoutUnwanted(
  ports: QueueBatchPorts,
  messages: readonly ReceivedMessage[],
): Promise<readonly ReceivedMessage[]> {
  const { mapping } = ports;
  const { filters } = mapping;
  if (filters === undefined) return messages;
  const tests = filters.map(compileFilter);
  const isWanted = (message: ReceivedMessage) => tests.some((test) => test(sqsRecord(message, mapping)));
  const wanted = messages.filter(isWanted);
  await remove(
    ports,
    messages.filter((message) => !wanted.includes(message)),
  );
  return wanted;
}

async function remove(
  { callService, caller, queueUrl }: QueueBatchPorts,
  messages: readonly ReceivedMessage[],
): Promise<void> {
  for (let from = 0; from < messages.length; from += MOST_A_CALL) {
    const Entries = messages
      .slice(from, from + MOST_A_CALL)
      .map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
    await callService('sqs', 'DeleteMessageBatch', { QueueUrl: queueUrl, Entries }, caller);
  }
}
