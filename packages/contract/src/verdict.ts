import * as z from 'zod/mini';
import { type Code, codes } from './code.ts';
import { openChoice } from './open-choice.ts';
import { versionSchema } from './version.ts';

/**
 * What the relay decides about a result event. Every event ends in exactly one of them; `parked` is the only one
 * that another verdict follows.
 */
export const verdicts = {
  delivered: 'Step Functions has the result',
  duplicate: 'the same result again, after the first',
  conflicting: 'another result, after the first',
  late: 'the task had timed out or ended',
  superseded: 'an answer to an earlier attempt of a task that was retried',
  cancelled: 'the execution had ended, and the callback was closed with it',
  parked: 'kept until its callback opens, or its time is up',
  unclaimed: 'parked, and no callback opened in time',
  forbidden: 'this source or account may not answer this callback',
  invalid: 'the event breaks the contract',
  'too-large': 'the result is over what Step Functions accepts',
  undeliverable: 'given up, and in the dead-letter queue',
} as const;

export type Verdict = keyof typeof verdicts;

/** Verdicts that are published to the bus, so that the worker's team learns what became of its result. */
export const publishedVerdicts = [
  'conflicting',
  'late',
  'superseded',
  'cancelled',
  'unclaimed',
  'forbidden',
  'invalid',
  'too-large',
  'undeliverable',
] as const satisfies readonly Verdict[];

export type PublishedVerdict = (typeof publishedVerdicts)[number];

export function isPublished(verdict: Verdict): verdict is PublishedVerdict {
  return (publishedVerdicts as readonly Verdict[]).includes(verdict);
}

/** The source of every event that Callback Relay itself publishes. */
export const relaySource = 'callback-relay';

export const verdictEventType = 'Callback Verdict';

const KEBAB_CASE = /^[a-z]+(-[a-z]+)*$/;

/** `detail` of `Callback Verdict`, published by the relay with source `callback-relay`. */
export const verdictDetailSchema = z
  .object({
    version: versionSchema,
    verdict: openChoice(
      publishedVerdicts,
      KEBAB_CASE,
      'What the relay decided: one of docs/verdicts.md, to which later versions may add',
    ),
    correlationId: z
      .nullable(z.string())
      .check(z.describe('As the event gave it, null where it gave none that can be read')),
    event: z
      .object({ id: z.string(), source: z.string(), account: z.string(), detailType: z.string() })
      .check(z.describe('The result event that the verdict is about')),
    code: z.optional(
      openChoice(
        Object.keys(codes) as Code[],
        KEBAB_CASE,
        'Why, for programs: a code of docs/contract.md, to which later versions may add',
      ),
    ),
    reason: z.string().check(z.describe('Why, for people')),
  })
  .check(z.describe('What became of a result event'));

export type VerdictDetail = z.infer<typeof verdictDetailSchema>;
