import { z } from 'zod';
import { modelOpeningSchema, modelRowSchema } from './model-row.ts';

const common = {
  /** Milliseconds. */
  at: z.number(),
  /** The row's key. */
  row: z.string(),
  /** The instance of a function that makes the call; one instance handles the messages of a row one after the other. */
  by: z.string(),
  /**
   * `answered`: the caller has heard the answer. `lost`: it took effect, and the caller heard of an error. `crash`: it took
   * effect, and the caller heard nothing any more. `refused`: it had no effect, and the caller heard of an error. A `send`
   * whose caller cannot know is `lost`, whether it took effect or not. `unheard`: it took effect on the row, and its caller
   * hears of another step in its place: its client has sent the call once more by itself, or had given up on it before.
   */
  fate: z.enum(['answered', 'lost', 'crash', 'refused', 'unheard']),
};

/** A write or a read of the row: whether its condition held, and the row afterwards, as the table has it. */
const ofTheRow = { ...common, done: z.boolean(), after: modelRowSchema };
const ofAnEvent = { ...ofTheRow, event: z.string(), says: z.string() };
const opening = { ...ofTheRow, opening: modelOpeningSchema, execution: z.string() };

/** One call that concerns a row: what a line of a trace holds. The calls are named as the ports name them. */
export const stepSchema = z.discriminatedUnion('call', [
  z.strictObject({ call: z.literal('open'), ...opening }),
  z.strictObject({ call: z.literal('openOverParked'), ...opening }),
  z.strictObject({ call: z.literal('isOurOpening'), ...opening }),
  z.strictObject({ call: z.literal('publishOpened'), ...common }),
  z.strictObject({ call: z.literal('sendRequest'), ...common }),
  z.strictObject({ call: z.literal('read'), ...ofTheRow }),
  z.strictObject({
    call: z.literal('claim'),
    ...ofAnEvent,
    claim: z.string(),
    /** The sender, as a parked row names it, and whether the row lets it answer. */
    sender: z.string(),
    mayAnswer: z.boolean(),
    /** Whether a refusal has shown the row. */
    showed: z.boolean(),
  }),
  z.strictObject({ call: z.literal('park'), ...ofAnEvent, sender: z.string(), verdict: z.string() }),
  z.strictObject({ call: z.literal('parkBeside'), ...ofAnEvent, sender: z.string(), verdict: z.string() }),
  z.strictObject({ call: z.literal('unclaim'), ...ofAnEvent, sender: z.string(), verdict: z.string() }),
  z.strictObject({
    call: z.literal('close'),
    ...ofAnEvent,
    claim: z.string(),
    opening: z.string(),
    verdict: z.string(),
    alone: z.boolean(),
  }),
  z.strictObject({ call: z.literal('closeAll'), ...ofAnEvent, verdict: z.string() }),
  z.strictObject({ call: z.literal('markUnsent'), ...ofTheRow, event: z.string(), claim: z.string() }),
  z.strictObject({ call: z.literal('withdraw'), ...ofTheRow, event: z.string(), claim: z.string() }),
  z.strictObject({
    call: z.literal('remember'),
    ...ofAnEvent,
    verdict: z.string(),
    state: z.string(),
    opening: z.string(),
    presumedBy: z.string(),
  }),
  z.strictObject({
    call: z.literal('cancel'),
    ...ofTheRow,
    execution: z.string(),
    /** Attempts from this number on were opened by a redrive of the execution, and are waited for again. */
    before: z.number(),
  }),
  z.strictObject({ call: z.literal('publishCancelled'), ...common }),
  z.strictObject({ call: z.literal('recordProgress'), ...ofTheRow }),
  z.strictObject({ call: z.literal('allowSources'), ...ofTheRow }),
  z.strictObject({ call: z.literal('expire'), ...ofTheRow }),
  z.strictObject({
    call: z.literal('send'),
    ...common,
    opening: z.string(),
    /** `gone`: the task waits no more. `unacceptable`: the output is refused. `never`: the token is. */
    answer: z.enum(['accepted', 'gone', 'unacceptable', 'never', 'none']),
  }),
  z.strictObject({ call: z.literal('verdict'), ...common, event: z.string(), verdict: z.string() }),
]);

/** What is seen of a row where the calls are not: an item of the table, `unreadable` where it is no row of this version. */
const seen = {
  at: common.at,
  row: common.row,
  by: common.by,
  after: z.union([modelRowSchema, z.literal('unreadable')]),
};

/** What a session at the table shows, in place of calls. */
export const sightingSchema = z.discriminatedUnion('call', [
  /** The row was there when the session began: the first of its steps. */
  z.strictObject({ call: z.literal('found'), ...seen }),
  /** The row was written, by a call of which only this is known. */
  z.strictObject({ call: z.literal('change'), ...seen }),
]);

export type Step = z.infer<typeof stepSchema>;
export type Sighting = z.infer<typeof sightingSchema>;
export type Call = Step['call'];
export type StepOf<Name extends Call> = Extract<Step, { call: Name }>;
export type Fate = Step['fate'];
