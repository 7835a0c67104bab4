import { z } from 'zod';
import type { EventRecord } from './event-record.ts';
import { type Entry, entrySchema } from './event-record.ts';
import type { InsteadAnswer, PassingCall } from './observing-proxy.ts';

const PUT_EVENTS = 'AWSEvents.PutEvents';

const requestSchema = z.object({ Entries: z.array(entrySchema) });
const answerSchema = z.object({ Entries: z.array(z.object({ ErrorCode: z.string().optional() })) });

/** The entries of a passing PutEvents call; none for any other call. */
export function entriesOf(call: PassingCall): readonly Entry[] {
  if (call.target !== PUT_EVENTS) return [];
  return requestSchema.safeParse(parsed(call.body)).data?.Entries ?? [];
}

/** Adds the entries that the bus took: it answers entry by entry. */
export function recordTaken(call: PassingCall, answer: Buffer, events: EventRecord): void {
  const outcomes = answerSchema.safeParse(parsed(answer)).data?.Entries ?? [];
  for (const [at, entry] of entriesOf(call).entries()) {
    const outcome = outcomes[at];
    if (outcome !== undefined && outcome.ErrorCode === undefined) events.add(entry);
  }
}

/** PutEvents' answer that takes none of the entries: one by one, or the call as a whole. */
export function refusalOf(entries: readonly Entry[], how: 'refuse' | 'throttle'): InsteadAnswer {
  if (how === 'throttle')
    return { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
  const refused = { ErrorCode: 'ThrottlingException', ErrorMessage: 'refused by the conformance kit' };
  return { status: 200, body: { FailedEntryCount: entries.length, Entries: entries.map(() => refused) } };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
