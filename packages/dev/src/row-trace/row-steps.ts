import { type TracedRow, tracedRowOf } from '@callback-relay/callbacks-table/model';
import { byExecutionIndex } from '@callback-relay/callbacks-table/names';
import type { LogEntry, Resource } from '@callback-relay/local';
import { readRow } from '../trace/row.ts';
import { nameOf } from '../trace/trace-step.ts';

/** What a session shows of a row: a line of a trace, as `pnpm model --trace FILE` reads it. */
export interface RowStep {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Its correlation ID; with several tables, after the name of its own. */
  readonly row: string;
  readonly by: string;
  /** `found`: it was there before its first change. `change`: it was written, also where that changes nothing. */
  readonly call: 'found' | 'change';
  /** The row from then on; `unreadable` where the item is no row of this version. */
  readonly after: TracedRow | 'unreadable';
}

type ItemEntry = Extract<LogEntry, { kind: 'item' }>;
type Item = NonNullable<ItemEntry['after']>;

/** Names of the tables that have the index by which the relay finds the callbacks of an execution. */
export function callbacksTablesOf(resources: readonly Resource[]): readonly string[] {
  return resources
    .filter(({ type }) => type === 'AWS::DynamoDB::Table')
    .filter(({ properties: { GlobalSecondaryIndexes: indexes = [] } }) =>
      (indexes as readonly { readonly IndexName?: unknown }[]).some(
        ({ IndexName }) => IndexName === byExecutionIndex,
      ),
    )
    .map(({ name }) => name);
}

/** Takes what the local runtime's log reports, and gives the steps of rows that it shows. Records of chains are no rows. */
export function createRowSteps(
  tables: readonly string[],
  now: () => number,
): (entry: LogEntry) => readonly RowStep[] {
  const seen = new Set<string>();
  return (entry) => {
    if (entry.kind !== 'item' || !tables.includes(entry.tableName)) return [];
    const id = keyOf(entry.after ?? entry.before);
    if (id === undefined || id.includes('#')) return [];
    const row = tables.length === 1 ? id : `${entry.tableName}/${id}`;
    const change = {
      at: now(),
      row,
      by: actorOf(entry),
      call: 'change',
      after: traced(entry.after),
    } as const;
    const isFound = !seen.has(row) && entry.before !== undefined;
    seen.add(row);
    return isFound ? [{ ...change, call: 'found', after: traced(entry.before) }, change] : [change];
  };
}

function keyOf(item: Item | undefined): string | undefined {
  const key = item?.correlationId;
  return key !== undefined && 'S' in key ? key.S : undefined;
}

function actorOf({ by }: ItemEntry): string {
  if (by === undefined) return 'dynamodb';
  const { sessionName, servicePrincipal, roleArn } = by.caller;
  return sessionName ?? servicePrincipal ?? (roleArn === undefined ? 'you' : nameOf(roleArn));
}

function traced(item: Item | undefined): RowStep['after'] {
  if (item === undefined) return tracedRowOf(undefined);
  const row = readRow(item);
  try {
    return row === undefined ? 'unreadable' : tracedRowOf(row);
  } catch {
    // It has the state of a row, and nothing else of one.
    return 'unreadable';
  }
}
