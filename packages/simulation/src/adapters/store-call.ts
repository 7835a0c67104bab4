import type { CallbackRow, ChainRow } from '@callback-relay/callbacks-table';
import type { CallbacksTable } from '../services/callbacks-table.ts';

/** A row of the callbacks table, of either kind. */
export type AnyRow = CallbackRow | ChainRow;

/** One call to the simulated table: what it was given, what it answered, and its rows before and after. */
export interface StoreCall {
  readonly store: 'openingStore' | 'callbackStore';
  readonly method: string;
  readonly input: readonly unknown[];
  readonly answer: unknown;
  readonly rows: readonly RowChange[];
}

/** `undefined` where there is no row: before a call also because its time to live was over. */
export interface RowChange {
  readonly key: string;
  readonly before: AnyRow | undefined;
  readonly after: AnyRow | undefined;
}

type Methods = Readonly<Record<string, (...input: readonly unknown[]) => unknown>>;

/** The same table, whose calls are added to `calls`, in the order in which they take effect. */
export function noteCalls(table: CallbacksTable, calls: StoreCall[]): CallbacksTable {
  const noted = <Store extends object>(name: StoreCall['store'], store: Store): Store =>
    Object.fromEntries(
      Object.entries(store as unknown as Methods).map(([method, effect]) => [
        method,
        (...input: readonly unknown[]) => {
          const before = keysOf(method, input).map((key) => ({ key, before: table.get(key) }));
          const answer = effect(...input);
          const rows = before.map((row) => ({ ...row, after: table.get(row.key) }));
          calls.push({ store: name, method, input, answer, rows });
          return answer;
        },
      ]),
    ) as Store;
  return {
    ...table,
    openingStore: noted('openingStore', table.openingStore),
    callbackStore: noted('callbackStore', table.callbackStore),
  };
}

/** The rows that a call is about. A query of the index names none. */
function keysOf(method: string, [first]: readonly unknown[]): string[] {
  if (method === 'callbacksOf') return [];
  if (typeof first === 'string') return [first];
  const inputs = (Array.isArray(first) ? first : [first]) as { correlationId?: string; chainKey?: string }[];
  return inputs.map(({ chainKey, correlationId = '' }) => chainKey ?? correlationId);
}
