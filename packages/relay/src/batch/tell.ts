import {
  currentVersion,
  isPublished,
  limits,
  type PublishedVerdict,
  type VerdictDetail,
  verdictEventType,
} from '@callback-relay/contract';
import { type CallFailure, call, failureOf, refusedEntry } from '../call/call.ts';
import type { BusEntry } from '../ports/event-bus.ts';
import type { Judgement } from '../ports/journal.ts';
import type { Relay } from '../ports/relay.ts';
import type { Handled } from '../settlement/handled.ts';
import type { HandledItem } from './item.ts';
import { reportFailure } from './report-failure.ts';

/**
 * Tells every verdict of a batch: on the bus those that the worker's team must learn of, then in the log and the
 * metrics. At least once: an item whose verdict can't be told is handed back, and has the same one next time.
 */
export async function tell(relay: Relay, items: readonly HandledItem[]): Promise<readonly HandledItem[]> {
  const entries = items.flatMap((item) => {
    const judgement = judgementIn(item.handled);
    return judgement !== undefined && isPublished(judgement.verdict)
      ? [{ item, entry: entryOf(judgement, judgement.verdict) }]
      : [];
  });
  const untold = new Map<HandledItem, CallFailure>();
  for (let at = 0; at < entries.length; at += limits.putEventsEntries) {
    const chunk = entries.slice(at, at + limits.putEventsEntries);
    const failures = await publish(
      relay,
      chunk.map(({ entry }) => entry),
    );
    for (const [index, { item }] of chunk.entries()) {
      const failure = failures[index];
      if (failure !== undefined) untold.set(item, failure);
    }
  }
  return items.map((item) => writeDown(relay, item, untold.get(item)));
}

/** What became of each entry, in order. */
async function publish(
  { bus }: Relay,
  entries: readonly BusEntry[],
): Promise<readonly (CallFailure | undefined)[]> {
  try {
    const answers = await call('PutEvents', () => bus.putEvents(entries));
    return answers.map((refused) => (refused === undefined ? undefined : refusedEntry(refused)));
  } catch (error) {
    return entries.map(() => failureOf(error));
  }
}

function writeDown(relay: Relay, item: HandledItem, failure: CallFailure | undefined): HandledItem {
  if (failure !== undefined) {
    reportFailure(relay, item, failure);
    return { ...item, handled: { kind: 'failed', failure, hopeless: false } };
  }
  const judgement = judgementIn(item.handled);
  if (judgement !== undefined) relay.journal.verdict(judgement);
  return item;
}

function judgementIn(handled: Handled): Judgement | undefined {
  return handled.kind === 'judged' || handled.kind === 'parked' ? handled.judgement : undefined;
}

function entryOf({ correlationId, event, code, reason }: Judgement, verdict: PublishedVerdict): BusEntry {
  const detail: VerdictDetail = {
    version: currentVersion,
    verdict,
    correlationId,
    event,
    ...(code !== undefined && { code }),
    reason,
  };
  return { detailType: verdictEventType, detail: JSON.stringify(detail) };
}
