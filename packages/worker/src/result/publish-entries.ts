import { limits, utf8Bytes } from '@callback-relay/contract';
import { backOff } from '@callback-relay/contract/runtime';
import { type Clock, pause } from '../clock.ts';
import type { PublishOutcome, ResultEntry, ResultPublisher } from './result-publisher.ts';

export interface PublishPorts {
  readonly publisher: ResultPublisher;
  readonly clock: Clock;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
}

/** After that many tries the queue's own redelivery is the better timer. */
const TRIES = 4;
const BACK_OFF_MS = { first: 100, longest: 400 };

/**
 * Publishes with as few PutEvents calls as the limits allow; what is refused for the moment is tried again briefly,
 * and only that. The outcome of each entry is in the returned map.
 */
export async function publishEntries(
  entries: readonly ResultEntry[],
  ports: PublishPorts,
): Promise<ReadonlyMap<ResultEntry, PublishOutcome>> {
  const calls = await Promise.all(intoCalls(entries).map((call) => publishCall(call, ports, 1)));
  return new Map(calls.flatMap((outcomes) => [...outcomes]));
}

async function publishCall(
  call: readonly ResultEntry[],
  ports: PublishPorts,
  attempt: number,
): Promise<Map<ResultEntry, PublishOutcome>> {
  const answers = await ports.publisher.publish(call);
  const outcomes = new Map(call.map((entry, at) => [entry, answers[at] ?? unanswered]));
  const refused = call.filter((entry) => outcomes.get(entry)?.status === 'refused');
  const again = refused.filter((entry) => isTransient(outcomes.get(entry)));
  const final = refused.filter((entry) => !isTransient(outcomes.get(entry)));
  const retries: Promise<Map<ResultEntry, PublishOutcome>>[] = [];
  if (again.length > 0 && attempt < TRIES) retries.push(publishLater(again, ports, attempt));
  // One entry that IAM denies makes EventBridge deny the whole call: its neighbours are innocent.
  if (call.length > 1) retries.push(...final.map((entry) => publishCall([entry], ports, attempt)));
  for (const retried of await Promise.all(retries)) {
    for (const [entry, outcome] of retried) outcomes.set(entry, outcome);
  }
  return outcomes;
}

async function publishLater(entries: readonly ResultEntry[], ports: PublishPorts, attempt: number) {
  await pause(ports.clock, backOff(attempt, BACK_OFF_MS, ports.random));
  return publishCall(entries, ports, attempt + 1);
}

const unanswered: PublishOutcome = {
  status: 'refused',
  code: 'Unanswered',
  message: 'the answer has no outcome for this entry',
  transient: true,
};

function isTransient(outcome: PublishOutcome | undefined): boolean {
  return outcome?.status === 'refused' && outcome.transient;
}

/** Groups of at most 10 entries and 1 MB, in order. */
export function intoCalls(entries: readonly ResultEntry[]): readonly (readonly ResultEntry[])[] {
  const calls: ResultEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const bytes = entryBytes(entry);
    const last = calls.at(-1);
    if (last === undefined || last.length === limits.putEventsEntries || bytes > room) {
      calls.push([entry]);
      room = limits.putEventsBytes - bytes;
    } else {
      last.push(entry);
      room -= bytes;
    }
  }
  return calls;
}

/** EventBridge counts 14 bytes for the time, and the UTF-8 of source, detail-type and detail. */
function entryBytes(entry: ResultEntry): number {
  return 14 + utf8Bytes(entry.source) + utf8Bytes(entry.detailType) + utf8Bytes(entry.detail);
}
