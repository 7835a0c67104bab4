import { crc32 } from 'node:zlib';
import type { Store } from '../../foundation/data/store.ts';
import type { Change } from '../engine/engine.ts';
import type { Images } from '../rows/images.ts';
import { streamArn, type Table } from '../schema/table.ts';
import type { Attributes } from '../values/attribute-value.ts';
import {
  imageNumbers,
  imagesOf,
  NUMBERS_LENGTH,
  readRecord,
  recordText,
  type StreamRecord,
} from './record-text.ts';

/** The changes of tables that have a stream. */
export interface StreamLog {
  /** Writes ahead a change's images that are large, so that it is appended in less time. */
  prepare(table: Table, change: Change): void;
  append(table: Table, change: Change): void;
  /** Records after a sequence number, oldest first: so many at most, and as many bytes; one at least, if there is one. */
  read(arn: string, after: number, most: number, mostBytes: number): readonly ReadRecord[];
  /** The sequence number of the latest record, whatever its stream. */
  latest(): number;
  /** Calls the listener after every turn that appended to the stream; gives back what ends it. */
  onAppend(arn: string, listener: () => void): () => void;
}

export interface ReadRecord {
  readonly sequence: number;
  readonly record: StreamRecord;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
const KEPT_MILLISECONDS = 24 * 3_600_000;

/** Old records that go with each new one. */
const FORGOTTEN_AT_ONCE = 10;

export function openStreamLog(store: Store, images: Images, region: string, now: () => number): StreamLog {
  // Records stand apart from the tree of their keys: SQLite reads all of one whose key it compares.
  store.define(`
    CREATE TABLE IF NOT EXISTS stream_records (
      stream TEXT NOT NULL, sequence INTEGER NOT NULL, at REAL NOT NULL, record TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(record)), PRIMARY KEY (stream, sequence)
    )
  `);
  const add = store.prepare('INSERT INTO stream_records VALUES (?1, ?2, ?3, ?4, ?5)');
  // Of the oldest alone: to look at all of a long stream at each change would take ever longer.
  const forget = store.prepare(
    `DELETE FROM stream_records WHERE stream = ?1 AND at <= ?2 AND sequence IN
     (SELECT sequence FROM stream_records WHERE stream = ?1 ORDER BY sequence LIMIT ${FORGOTTEN_AT_ONCE})
     RETURNING substr(record, 1, ${NUMBERS_LENGTH}) AS beginning`,
  );
  const read = store.prepare(
    'SELECT sequence, record FROM stream_records WHERE stream = ? AND sequence > ? AND at > ? ORDER BY sequence LIMIT ?',
  );
  const last = store.prepare('SELECT coalesce(max(sequence), 0) AS last FROM stream_records').get();
  const listeners = new Map<string, Set<() => void>>();
  let sequence = Number(last?.last ?? 0);
  const take = (item: Attributes) => images.take('stream', item);
  return {
    prepare(table, change) {
      for (const image of Object.values(imagesOf(table, change))) images.stage('stream', image);
    },
    append(table, change) {
      const arn = streamArn(table);
      const at = now();
      sequence += 1;
      store.write(() => {
        const record = recordText(table, change, { sequence, at, region }, take);
        for (const row of forget.all(arn, at - KEPT_MILLISECONDS))
          for (const id of imagesIn(row.beginning)) images.remove(id);
        add.run(arn, sequence, at, record, crc32(record));
      });
      for (const listener of listeners.get(arn) ?? []) queueMicrotask(listener);
    },
    read(arn, after, most, mostBytes) {
      const found: ReadRecord[] = [];
      let bytes = 0;
      for (const row of read.iterate(arn, after, now() - KEPT_MILLISECONDS, most)) {
        const text = String(row.record);
        bytes += Buffer.byteLength(text);
        for (const id of imagesIn(text)) bytes += images.bytes(id);
        if (bytes > mostBytes && found.length > 0) break;
        found.push({ sequence: Number(row.sequence), record: readRecord(text, images.read) });
      }
      return found;
    },
    latest: () => sequence,
    onAppend(arn, listener) {
      const heard = listeners.get(arn) ?? new Set();
      listeners.set(arn, heard.add(listener));
      return () => void heard.delete(listener);
    },
  };
}

function imagesIn(beginning: unknown): number[] {
  return Object.values(imageNumbers(String(beginning).slice(0, NUMBERS_LENGTH)));
}
