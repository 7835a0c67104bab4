import {
  currentVersion,
  isPublished,
  limits,
  type PublishedVerdict,
  progressEventType,
  type VerdictDetail,
  verdictEventType,
} from '@callback-relay/contract';
import { mark } from '@callback-relay/contract/runtime';
import { type CallFailure, call, failureOf, refusedEntry } from '../call/call.ts';
import { failedFor, type Handled, type HandledItem } from '../handling/handled.ts';
import { stringifyJson } from '../message/exact-json.ts';
import type { VerdictRecord } from '../ports/journal.ts';
import type { BusEntry, Relay } from '../ports/relay.ts';
import { reportFailure } from './dead-letters.ts';

/**
 * Publishes the verdicts of a batch that the worker's team must learn of, and progress, then records every verdict in
 * the log and the metrics. At least once: an item whose verdict cannot be published is handled again, and has the same one.
 */
export async function publishVerdicts(
  relay: Relay,
  items: readonly HandledItem[],
): Promise<readonly HandledItem[]> {
  const entries = items.flatMap((item) => entriesOf(item.handled).map((entry) => ({ item, entry })));
  const unpublished = new Map<HandledItem, CallFailure>();
  for (let at = 0; at < entries.length; at += limits.putEventsEntries) {
    const chunk = entries.slice(at, at + limits.putEventsEntries);
    const failures = await publish(
      relay,
      chunk.map(({ entry }) => entry),
    );
    for (const [index, { item }] of chunk.entries()) {
      const failure = failures[index];
      if (failure !== undefined) unpublished.set(item, failure);
    }
  }
  return items.map((item) => record(relay, item, unpublished.get(item)));
}

/** What became of each entry, in order. */
async function publish(
  { eventBus }: Relay,
  entries: readonly BusEntry[],
): Promise<readonly (CallFailure | undefined)[]> {
  try {
    const answers = await call('PutEvents', () => eventBus.putEvents(entries));
    return answers.map((refused) =>
      refused === undefined ? undefined : mark('publish/entry-refused', refusedEntry(refused)),
    );
  } catch (error) {
    return mark(
      'publish/failed',
      entries.map(() => failureOf(error)),
    );
  }
}

function record(relay: Relay, item: HandledItem, failure: CallFailure | undefined): HandledItem {
  const verdict = verdictIn(item.handled);
  const isLost = failure !== undefined && verdict !== undefined && isPublished(verdict.verdict);
  if (failure !== undefined) reportFailure(relay, item, failure);
  // Progress alone is not worth another try: the next heartbeat brings a newer one.
  if (isLost) return mark('publish/verdict-is-tried-again', { ...item, handled: failedFor(failure) });
  if (failure !== undefined) mark('publish/progress-is-left-out');
  if (verdict !== undefined) relay.journal.verdict(verdict);
  return item;
}

function verdictIn(handled: Handled): VerdictRecord | undefined {
  return handled.kind === 'decided' || handled.kind === 'parked' ? handled.record : undefined;
}

function entriesOf(handled: Handled): readonly BusEntry[] {
  const verdict = verdictIn(handled);
  const progress = handled.kind === 'decided' ? handled.progress : undefined;
  return [
    ...(verdict !== undefined && isPublished(verdict.verdict)
      ? [verdictEntry(verdict, verdict.verdict)]
      : []),
    // As its sender wrote its numbers.
    ...(progress === undefined ? [] : [{ detailType: progressEventType, detail: stringifyJson(progress) }]),
  ];
}

function verdictEntry(
  { correlationId, event, code, reason }: VerdictRecord,
  verdict: PublishedVerdict,
): BusEntry {
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
