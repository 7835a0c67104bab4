import { z } from 'zod';

/** Which opening a row is of, and what decides which of two openings is the later one. Times are epoch milliseconds. */
const openingSchema = z.strictObject({
  /** A digest of its token. */
  id: z.string(),
  /** The idempotency key: openings of one task are its attempts. */
  task: z.string(),
  attempt: z.int(),
  business: z.boolean(),
  openedAt: z.number(),
  deadline: z.number(),
});

/** `noAnswer` of the specification is no entry, or one whose verdict is `none`: the row was claimed for it, and nothing was sent. */
const answerSchema = z.strictObject({
  verdict: z.string(),
  /** The fingerprint of the event's content. */
  says: z.string(),
  /** The claim that presumes it; `none` where it is known. */
  presumedBy: z.string(),
});

const parkedSchema = z.strictObject({ event: z.string(), says: z.string(), verdict: z.string() });

/**
 * A row of the callbacks table as `row[k]` of the specification: `state` is `none` where there is no row. Results are
 * parked by their sender, because a sender has one place on a row; the specification gives each event a sender of its own.
 */
export const modelRowSchema = z.strictObject({
  state: z.enum(['none', 'waiting', 'parked', 'settling', 'settled', 'cancelled']),
  /** Left out where the row was never opened. */
  opening: openingSchema.optional(),
  token: z.boolean(),
  /** Of the index by execution; `none` where the row is not in it. */
  execution: z.string(),
  answeredBy: z.string(),
  /** Claim IDs in order. */
  attempts: z.array(z.string()),
  answers: z.record(z.string(), answerSchema),
  parked: z.record(z.string(), parkedSchema),
  /** Whether it was opened over parked results, if only over the places of such that were taken off again. */
  overParked: z.boolean(),
});

export type ModelOpening = z.infer<typeof openingSchema>;
export type ModelRow = z.infer<typeof modelRowSchema>;
export const modelOpeningSchema = openingSchema;

export const noRow: ModelRow = {
  state: 'none',
  token: false,
  execution: 'none',
  answeredBy: 'none',
  attempts: [],
  answers: {},
  parked: {},
  overParked: false,
};

export function isOpen({ state }: ModelRow): boolean {
  return state === 'waiting' || state === 'settling';
}

/** The verdict that the row has for an event, or `none`. */
export function answerTo({ answers }: ModelRow, event: string): string {
  return (Object.hasOwn(answers, event) ? answers[event]?.verdict : undefined) ?? 'none';
}

/** The claim that presumes the row's answer to an event, or `none`. */
export function presumedBy({ answers }: ModelRow, event: string): string {
  return (Object.hasOwn(answers, event) ? answers[event]?.presumedBy : undefined) ?? 'none';
}
