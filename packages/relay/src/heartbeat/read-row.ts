import type { CallbackRow } from '@callback-relay/callbacks-table';
import { type CorrelationId, currentVersion, type ProgressDetail } from '@callback-relay/contract';
import { mark } from '@callback-relay/contract/runtime';
import { call } from '../call/call.ts';
import type { DeliveryAttempt } from '../handling/delivery-attempt.ts';
import { parseExactJson } from '../message/exact-json.ts';
import type { HeartbeatMessage } from '../message/message.ts';
import type { Relay } from '../ports/relay.ts';

/** A heartbeat of a batch, and how often it was handled before. */
export interface Heartbeat {
  readonly message: HeartbeatMessage;
  readonly attempt: DeliveryAttempt;
}

export interface RowRead {
  readonly row: CallbackRow | undefined;
  /** What is published when the heartbeat is sent. */
  readonly progress?: ProgressDetail;
}

/**
 * The row of a callback: a read, or where the newest heartbeat has progress, the write that keeps it, which
 * brings the row as well. So progress is one call and no more, and costs nothing where there is none. @throws CallFailure
 */
export async function readRow(
  { store, clock }: Relay,
  correlationId: CorrelationId,
  heartbeats: readonly Heartbeat[],
): Promise<RowRead> {
  const reporting = heartbeats.findLast(({ message }) => message.progress !== undefined)?.message;
  if (reporting?.progress !== undefined) {
    const { event, progress, sentAt: at = clock.now() } = reporting;
    const { source, account, operator } = event;
    const report = {
      correlationId,
      source,
      account,
      progress,
      at,
      ...(operator !== undefined && { operator }),
    };
    const answer = await call('UpdateItem', () => store.recordProgress(report));
    if (answer.recorded) {
      const count = (answer.before.progressCount ?? 0) + 1;
      return { row: answer.before, progress: detailOf(correlationId, progress, at, count) };
    }
    if (answer.row !== undefined) return mark('heartbeat/progress-not-recorded', { row: answer.row });
  }
  return { row: await call('GetItem', () => store.read(correlationId)) };
}

function detailOf(correlationId: CorrelationId, progress: string, at: number, count: number): ProgressDetail {
  const { value } = parseExactJson(progress);
  return {
    version: currentVersion,
    correlationId,
    progress: value as ProgressDetail['progress'],
    at: new Date(at).toISOString(),
    count,
  };
}
