import type jsonata from 'jsonata';
import { byteLength } from '../json.ts';
import { limits } from '../limits.ts';

/** What an expression gave: JSON text, or why there is none. Plain data, so that it can come from another thread. */
export type Evaluation =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'nothing' | 'unsupported' | 'too-large' }
  | { readonly kind: 'error'; readonly code?: string; readonly message: string };

/** One of JSONata's own, one that an expression defines, or JavaScript's. */
const isFunction = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'object' &&
    value !== null &&
    ('_jsonata_function' in value || '_jsonata_lambda' in value));

/** A sequence has its items alone: what else JSONata keeps with it is no part of the result. */
const membersOf = (value: object): readonly unknown[] =>
  Array.isArray(value) ? value : Object.values(value);

/** Why a value is no result: a function in it, or characters of all texts, counted until there are too many. */
const refusalOf = (value: unknown): 'unsupported' | 'too-large' | undefined => {
  let left = limits.payloadBytes;
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined || waiting.length > 0; next = waiting.pop()) {
    if (isFunction(next)) return 'unsupported';
    left -= typeof next === 'string' ? next.length : 1;
    if (left < 0) return 'too-large';
    if (typeof next === 'object' && next !== null) for (const member of membersOf(next)) waiting.push(member);
  }
  return undefined;
};

/** Plain JSON of what JSONata gives: its sequences carry extra members, and a function is not a value. */
export const evaluationOf = (value: unknown): Evaluation => {
  if (value === undefined) return { kind: 'nothing' };
  const kind = refusalOf(value);
  if (kind !== undefined) return { kind };
  const text = JSON.stringify(value);
  if (text === undefined) return { kind: 'nothing' };
  return byteLength(text) > limits.payloadBytes ? { kind: 'too-large' } : { kind: 'value', text };
};

export const evaluationError = (error: unknown): Evaluation => {
  const { code, message } = error as jsonata.JsonataError;
  return { kind: 'error', message, ...(code === undefined ? {} : { code }) };
};

/** What jsonata says when its own bounds are reached: calls within calls, and time. */
const TOO_DEEP = 'D1011';
const TOO_LONG = 'D1012';

export const isOverBounds = (evaluation: Evaluation): boolean =>
  evaluation.kind === 'error' && (evaluation.code === TOO_DEEP || evaluation.code === TOO_LONG);
