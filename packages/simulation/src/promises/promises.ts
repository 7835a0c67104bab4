import { anyOrder } from './any-order.ts';
import type { Evidence, Finding } from './evidence.ts';
import { noResultIsLost } from './no-result-is-lost.ts';
import { noSilentHang } from './no-silent-hang.ts';
import { oneOutcome } from './one-outcome.ts';
import { onlyWhoMayAnswers } from './only-who-may-answers.ts';
import { poisonStaysAlone } from './poison-stays-alone.ts';
import { quotaIsRespected } from './quota-is-respected.ts';
import { tokenIsASecret } from './token-is-a-secret.ts';
import { transientIsNotPoison } from './transient-is-not-poison.ts';
import { unsureIsNotLate } from './unsure-is-not-late.ts';

/** The promises of docs/promises.md, each with the check that holds it. */
export const promises = {
  'promise-1': noResultIsLost,
  'promise-2': oneOutcome,
  'promise-3': anyOrder,
  'promise-4': unsureIsNotLate,
  'promise-5': transientIsNotPoison,
  'promise-6': poisonStaysAlone,
  'promise-7': tokenIsASecret,
  'promise-8': onlyWhoMayAnswers,
  'promise-9': noSilentHang,
  'promise-10': quotaIsRespected,
} as const satisfies Record<string, (evidence: Evidence) => Finding>;

export type PromiseName = keyof typeof promises;

export const promiseNames = Object.keys(promises) as PromiseName[];
