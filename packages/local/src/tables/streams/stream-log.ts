import { randomUUID } from 'node:crypto';
import { jsonIn } from '../../foundation/data/columns.ts';
import type { Store } from '../../foundation/data/store.ts';
import type { Change } from '../engine/engine.ts';
import { keyAttributes, type StreamViewType, streamArn, type Table } from '../schema/table.ts';
import { type Attributes, attributeIn, attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';

/** A record as GetRecords answers it. */
export type StreamRecord = Readonly<Record<string, unknown>>;

/** The changes of tables that have a stream. */
export interface StreamLog {
  append(table: Table, change: Change): void;
  /** Records after a sequence number, oldest first. */
  read(
    arn: string,
    after: number,
    most: number,
  ): { readonly sequence: number; readonly record: StreamRecord }[];
  /** The sequence number of the latest record, whatever its stream. */
  latest(): number;
  /** Calls the listener after every turn that appended to the stream; gives back what ends it. */
  onAppend(arn: string, listener: () => void): () => void;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
const KEPT_MILLISECONDS = 24 * 3_600_000;

export function openStreamLog(store: Store, region: string, now: () => number): StreamLog {
  store.define(`
    CREATE TABLE IF NOT EXISTS stream_records (
      stream TEXT NOT NULL, sequence INTEGER NOT NULL, at REAL NOT NULL, record TEXT NOT NULL,
      checksum INTEGER NOT NULL CHECK (checksum = checksum_of(record)), PRIMARY KEY (stream, sequence)
    ) WITHOUT ROWID
  `);
  const add = store.prepare('INSERT INTO stream_records VALUES (?1, ?2, ?3, ?4, checksum_of(?4))');
  const forget = store.prepare('DELETE FROM stream_records WHERE stream = ? AND at <= ?');
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
      const record = recordOf(table, change, { sequence, at, region });
      store.write(() => {
        forget.run(arn, at - KEPT_MILLISECONDS);
        add.run(arn, sequence, at, JSON.stringify(record));
      });
      for (const listener of listeners.get(arn) ?? []) queueMicrotask(listener);
    },
    read: (arn, after, most) =>
      read.all(arn, after, now() - KEPT_MILLISECONDS, most).map((row) => ({
        sequence: Number(row.sequence),
        record: jsonIn<StreamRecord>(row, 'record'),
      })),
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

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
function recordOf(
  table: Table,
  { before, after, expired }: Change,
  { sequence, at, region }: { sequence: number; at: number; region: string },
): StreamRecord {
  const viewType = table.stream?.viewType ?? 'KEYS_ONLY';
  const keys = attributes();
  for (const { name } of keyAttributes(table.key)) keys[name] = attributeIn(after ?? before ?? {}, name);
  const images = imagesOf(viewType, before, after);
  const size = [keys, ...Object.values(images)].reduce((sum, part) => sum + itemSize(part), 0);
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(at / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: showSequence(sequence),
      SizeBytes: size,
      StreamViewType: viewType,
    },
    ...(expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
  };
}

function imagesOf(viewType: StreamViewType, before: Attributes | undefined, after: Attributes | undefined) {
  const [withNew, withOld] = [
    viewType.startsWith('NEW'),
    viewType.endsWith('OLD_IMAGE') || viewType.endsWith('IMAGES'),
  ];
  return {
    ...(withNew && after && { NewImage: after }),
    ...(withOld && before && { OldImage: before }),
  };
}
