import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { jsonIn } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';
import { withoutChecks } from '../../foundation/data/without-checks.ts';
import type { Change } from '../engine/engine.ts';
import { keyAttributes, type StreamViewType, streamArn, type Table } from '../schema/table.ts';
import { type Attributes, attributeIn, attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { itemText } from '../values/item-text.ts';

/** A record as GetRecords answers it. */
export type StreamRecord = Readonly<Record<string, unknown>>;

/** The changes of tables that have a stream. */
export interface StreamLog {
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

export function openStreamLog(store: Store, region: string, now: () => number): StreamLog {
  store.define(`
    CREATE TABLE IF NOT EXISTS stream_records (
      stream TEXT NOT NULL, sequence INTEGER NOT NULL, at REAL NOT NULL, record TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(record)), PRIMARY KEY (stream, sequence)
    ) WITHOUT ROWID
  `);
  const add = withoutChecks(store, () =>
    store.prepare('INSERT INTO stream_records VALUES (?1, ?2, ?3, ?4, ?5)'),
  );
  // Of the oldest alone: to look at all of a long stream at each change would take ever longer.
  const forget = store.prepare(
    `DELETE FROM stream_records WHERE stream = ?1 AND at <= ?2 AND sequence IN
     (SELECT sequence FROM stream_records WHERE stream = ?1 ORDER BY sequence LIMIT ${FORGOTTEN_AT_ONCE})`,
  );
  const read = store.prepare(
    'SELECT sequence, record FROM stream_records WHERE stream = ? AND sequence > ? AND at > ? ORDER BY sequence LIMIT ?',
  );
  const last = store.prepare('SELECT coalesce(max(sequence), 0) AS last FROM stream_records').get();
  const listeners = new Map<string, Set<() => void>>();
  let sequence = Number(last?.last ?? 0);
  return {
    append(table, change) {
      const arn = streamArn(table);
      const at = now();
      sequence += 1;
      const record = recordText(table, change, { sequence, at, region });
      store.write(() => {
        forget.run(arn, at - KEPT_MILLISECONDS);
        add.run(arn, sequence, at, record, crc32(record));
      });
      for (const listener of listeners.get(arn) ?? []) queueMicrotask(listener);
    },
    read(arn, after, most, mostBytes) {
      const found: ReadRecord[] = [];
      let bytes = 0;
      for (const row of read.iterate(arn, after, now() - KEPT_MILLISECONDS, most)) {
        bytes += Buffer.byteLength(String(row.record));
        if (bytes > mostBytes && found.length > 0) break;
        found.push({ sequence: Number(row.sequence), record: jsonIn<StreamRecord>(row, 'record') });
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

/** Sequence numbers are texts of 21 digits or more, in their order. */
export function showSequence(sequence: number): string {
  return String(10n ** 20n + BigInt(sequence));
}

/**
 * A record as JSON. Its images are the texts of the items, which are known already where they are large.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
function recordText(
  table: Table,
  { before, after, expired }: Change,
  { sequence, at, region }: { sequence: number; at: number; region: string },
): string {
  const viewType = table.stream?.viewType ?? 'KEYS_ONLY';
  const keys = attributes();
  for (const { name } of keyAttributes(table.key)) keys[name] = attributeIn(after ?? before ?? {}, name);
  const images = imagesOf(viewType, before, after);
  const size = [keys, ...Object.values(images)].reduce((sum, part) => sum + itemSize(part), 0);
  const change = {
    ApproximateCreationDateTime: Math.floor(at / 1000),
    Keys: keys,
    SequenceNumber: showSequence(sequence),
    SizeBytes: size,
    StreamViewType: viewType,
  };
  const record = {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    ...(expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
  };
  const imageTexts = Object.entries(images).map(([name, item]) => `"${name}":${itemText(item)}`);
  return withMembers(record, [`"dynamodb":${withMembers(change, imageTexts)}`]);
}

/** An object as JSON, with more members than it has. */
function withMembers(object: object, members: readonly string[]): string {
  return `{${[JSON.stringify(object).slice(1, -1), ...members].join()}}`;
}

function imagesOf(
  viewType: StreamViewType,
  before: Attributes | undefined,
  after: Attributes | undefined,
): Readonly<Record<string, Attributes>> {
  const [withNew, withOld] = [
    viewType.startsWith('NEW'),
    viewType.endsWith('OLD_IMAGE') || viewType.endsWith('IMAGES'),
  ];
  return {
    ...(withNew && after && { NewImage: after }),
    ...(withOld && before && { OldImage: before }),
  };
}
