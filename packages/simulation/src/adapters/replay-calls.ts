import { isDeepStrictEqual } from 'node:util';
import type { CallbackStore, OpeningStore } from '@callback-relay/callbacks-table';
import type { AnyRow, StoreCall } from './store-call.ts';

/** The stores under test on a table of their own, and a way to its rows that goes round them. */
export interface StoresUnderTest {
  readonly openingStore: OpeningStore;
  readonly callbackStore: CallbackStore;
  get(key: string): Promise<AnyRow | undefined>;
  delete(key: string): Promise<void>;
}

/** A call that the stores under test answer in another way, or after which they have another row. */
export interface Difference {
  /** Which of the seed's calls, counted from 1. */
  readonly call: number;
  readonly method: string;
  readonly what: string;
}

export interface Replayed {
  readonly compared: number;
  /** Queries of the index, which lags behind its table by chance, and batches that were left unprocessed as a whole. */
  readonly leftOut: number;
  /** After the first one the rows are no longer the same. */
  readonly difference?: Difference;
}

/** Makes the calls of a run once more, on an empty table, and compares each answer and every attribute of each row. */
export async function replayCalls(calls: readonly StoreCall[], stores: StoresUnderTest): Promise<Replayed> {
  let compared = 0;
  let leftOut = 0;
  for (const [at, call] of calls.entries()) {
    if (call.method === 'callbacksOf' || isAllUnprocessed(call)) {
      leftOut += 1;
      continue;
    }
    compared += 1;
    const what = await differenceOf(call, stores);
    if (what !== undefined)
      return { compared, leftOut, difference: { call: at + 1, method: call.method, what } };
  }
  return { compared, leftOut };
}

async function differenceOf(call: StoreCall, stores: StoresUnderTest): Promise<string | undefined> {
  for (const { key, before } of call.rows) if (before === undefined) await stores.delete(key);
  const { input, expected } = asServed(call);
  let answer: unknown;
  try {
    const store = stores[call.store] as unknown as Record<string, (...input: readonly unknown[]) => unknown>;
    answer = await store[call.method]?.(...input);
  } catch (error) {
    return `the model answers ${inShort(expected)}, and DynamoDB throws ${String(error)}`;
  }
  if (!isSame(withoutSurplus(answer, expected), expected))
    return `the model answers ${inShort(expected)}, DynamoDB ${inShort(answer)}`;
  for (const { key, after } of call.rows) {
    const row = await stores.get(key);
    if (!isSame(row, after)) return `the model leaves the row ${inShort(after)}, DynamoDB ${inShort(row)}`;
  }
  return undefined;
}

/** DynamoDB takes no batch without a row. */
function isAllUnprocessed({ method, input, answer }: StoreCall): boolean {
  if (method !== 'closeAll') return false;
  const [rows] = input as [readonly unknown[]];
  return rows.length === (answer as readonly string[]).length;
}

/** What the simulated table left unprocessed by chance is not asked for. */
function asServed({ method, input, answer }: StoreCall): { input: readonly unknown[]; expected: unknown } {
  if (method !== 'closeAll') return { input, expected: answer };
  const [rows] = input as [readonly { readonly correlationId: string }[]];
  const left = answer as readonly string[];
  return { input: [rows.filter(({ correlationId }) => !left.includes(correlationId))], expected: [] };
}

/** An engine may leave the row out of a refusal, and in half of the seeds the simulated one does. */
function withoutSurplus(answer: unknown, expected: unknown): unknown {
  if (!isRefusal(answer) || !isRefusal(expected) || 'row' in expected) return answer;
  const { row: _, ...rest } = answer;
  return rest;
}

function isRefusal(answer: unknown): answer is { readonly row?: AnyRow } {
  if (typeof answer !== 'object' || answer === null) return false;
  return ('claimed' in answer && !answer.claimed) || ('recorded' in answer && !answer.recorded);
}

function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(comparable(a), comparable(b));
}

/** Sets have no order, and what is undefined is not there. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable).sort();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.map(([name, one]) => [name, comparable(one)]));
}

const SHORT = 600;

function inShort(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, SHORT);
}
