import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openDatabase } from '../../foundation/data/store.ts';
import { type HistoryEvent, textLength } from '../history/event.ts';
import { parseJson } from '../json.ts';
import type { EventQuery } from './states-store.ts';

/** The histories of executions, gone with the process. */
export interface EventLog {
  add(executionArn: string, events: readonly HistoryEvent[]): void;
  read(executionArn: string, query: EventQuery): HistoryEvent[];
  remove(executionArn: string): void;
  close(): void;
}

/** Characters of events that are held in memory; what comes beyond goes to a file of the system's temporary folder. */
const MOST_HELD = 100_000_000;

/** What an event takes beside its texts. */
const OWN_LENGTH = 200;

/** An event, or undefined where it is in the file. Event ids count from 1 without a gap: the place of an event is its id less one. */
type Place = HistoryEvent | undefined;

/** A history has up to 25,000 events of up to 256 KB each, more than a process has memory. */
export const createEventLog = (mostHeld = MOST_HELD): EventLog => {
  const histories = new Map<string, Place[]>();
  let held = 0;
  let overflow: Overflow | undefined;

  const place = (arn: string, event: HistoryEvent): Place => {
    const length = OWN_LENGTH + textLength(event);
    if (held + length <= mostHeld) {
      held += length;
      return event;
    }
    overflow ??= openOverflow();
    overflow.add.run(arn, event.id, JSON.stringify(event));
    return undefined;
  };

  const eventAt = (arn: string, places: readonly Place[], at: number): HistoryEvent => {
    const event = places[at];
    if (event !== undefined) return event;
    return parseJson(String(overflow?.read.get(arn, at + 1)?.event)) as unknown as HistoryEvent;
  };

  return {
    add(arn, events) {
      const places = histories.get(arn) ?? [];
      for (const event of events) places.push(place(arn, event));
      histories.set(arn, places);
    },
    read(arn, query) {
      const places = histories.get(arn) ?? [];
      return idsOf(places.length, query).map((id) => eventAt(arn, places, id - 1));
    },
    remove(arn) {
      for (const event of histories.get(arn) ?? []) if (event) held -= OWN_LENGTH + textLength(event);
      histories.delete(arn);
      overflow?.remove.run(arn);
    },
    close: () => overflow?.database.close(),
  };
};

const idsOf = (count: number, { reverse, after, limit }: EventQuery): number[] => {
  const first = reverse ? (after ?? count + 1) - 1 : (after ?? 0) + 1;
  const most = Math.min(limit, reverse ? first : count - first + 1);
  return Array.from({ length: Math.max(0, most) }, (_, at) => (reverse ? first - at : first + at));
};

interface Overflow {
  readonly database: DatabaseSync;
  readonly add: StatementSync;
  readonly read: StatementSync;
  readonly remove: StatementSync;
}

/** A database without a name is a file that SQLite removes: https://www.sqlite.org/inmemorydb.html#temp_db */
const openOverflow = (): Overflow => {
  const database = openDatabase('');
  database.exec(`
    PRAGMA journal_mode = OFF;
    CREATE TABLE events (arn TEXT NOT NULL, id INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (arn, id));
  `);
  return {
    database,
    add: database.prepare('INSERT INTO events VALUES (?, ?, ?)'),
    read: database.prepare('SELECT event FROM events WHERE arn = ? AND id = ?'),
    remove: database.prepare('DELETE FROM events WHERE arn = ?'),
  };
};
