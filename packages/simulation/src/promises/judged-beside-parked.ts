import { senderOf } from '@callback-relay/callbacks-table';
import type { EventEnvelope } from '@callback-relay/contract';
import { correlationIdIn } from '../designs/event-statements.ts';
import { mappedTwice } from '../scenario/foreign-event.ts';
import type { Played } from '../system/play.ts';
import type { RecordedVerdict } from '../system/relay-archive.ts';

/**
 * Whether a result came while another one of its sender was parked, and had its verdict then. A sender has one place on a
 * row, and the first counts: also where its time is up before the callback opens.
 */
export function isJudgedBesideParked(
  event: EventEnvelope,
  { steps, bus }: Pick<Played, 'steps' | 'bus'>,
  records: readonly RecordedVerdict[],
): boolean {
  const row = correlationIdIn(event);
  const decidedAt = records.find(({ record }) => record.verdict !== 'parked')?.at ?? Number.NEGATIVE_INFINITY;
  const cameAt = Date.parse(event.time ?? '');
  const isOfPair = bus
    .accepted()
    .some(({ id, detail }) => id === event.id && Object.hasOwn(Object(detail), mappedTwice));
  return steps.some((step) => {
    if (step.row !== row || step.at < cameAt || step.at > decidedAt || !('after' in step)) return false;
    const place = step.after.parked[senderOf(event)];
    return place !== undefined && (isOfPair || place.event !== event.id);
  });
}
