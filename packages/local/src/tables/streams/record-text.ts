import { randomUUID } from 'node:crypto';
import type { Change } from '../engine/engine.ts';
import { keyAttributes, type StreamViewType, type Table } from '../schema/table.ts';
import { type Attributes, attributeIn, attributes } from '../values/attribute-value.ts';
import { itemSize } from '../values/item-size.ts';
import { itemText } from '../values/item-text.ts';

/** A record as GetRecords answers it. */
export type StreamRecord = Readonly<Record<string, unknown>>;

/** The numbers of images that are kept apart, by the names of their members. */
export type ImageNumbers = Readonly<Record<string, number>>;

/** Characters of a record's text in which its images' numbers stand, if it has some. */
export const NUMBERS_LENGTH = 80;

/** What a record's text begins with. */
export function imageNumbers(beginning: string): ImageNumbers {
  const numbers = /^\{"images":(\{[^}]*\})/.exec(beginning)?.[1];
  return numbers === undefined ? {} : JSON.parse(numbers);
}

/** The record of a text, with its images in their places. */
export function readRecord(text: string, readImage: (id: number) => Attributes): StreamRecord {
  const { images, ...record } = JSON.parse(text);
  for (const [name, id] of Object.entries<number>(images ?? {})) record.dynamodb[name] = readImage(id);
  return record;
}

/** Sequence numbers are texts of 21 digits or more, in their order. */
export function showSequence(sequence: number): string {
  return String(10n ** 20n + BigInt(sequence));
}

/**
 * A record as JSON. Its images are the texts of the items, which are known already where they are large; of those that
 * are kept apart, it has the numbers.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
 */
export function recordText(
  table: Table,
  { before, after, expired }: Change,
  { sequence, at, region }: { sequence: number; at: number; region: string },
  numberOf: (image: Attributes) => number | undefined,
): string {
  const keys = attributes();
  for (const { name } of keyAttributes(table.key)) keys[name] = attributeIn(after ?? before ?? {}, name);
  const images = imagesOf(table, { before, after });
  const size = [keys, ...Object.values(images)].reduce((sum, part) => sum + itemSize(part), 0);
  const change = {
    ApproximateCreationDateTime: Math.floor(at / 1000),
    Keys: keys,
    SequenceNumber: showSequence(sequence),
    SizeBytes: size,
    StreamViewType: viewTypeOf(table),
  };
  const numbers: Record<string, number> = {};
  const texts: string[] = [];
  for (const [name, item] of Object.entries(images)) {
    const id = numberOf(item);
    if (id === undefined) texts.push(`"${name}":${itemText(item)}`);
    else numbers[name] = id;
  }
  const record = {
    ...(Object.keys(numbers).length > 0 && { images: numbers }),
    eventID: randomUUID().replaceAll('-', ''),
    eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    ...(expired && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } }),
  };
  return withMembers(record, [`"dynamodb":${withMembers(change, texts)}`]);
}

/** An object as JSON, with more members than it has. */
function withMembers(object: object, members: readonly string[]): string {
  return `{${[JSON.stringify(object).slice(1, -1), ...members].join()}}`;
}

function viewTypeOf({ stream }: Table): StreamViewType {
  return stream?.viewType ?? 'KEYS_ONLY';
}

/** The images that the table's stream has of a change. */
export function imagesOf(table: Table, { before, after }: Change): Readonly<Record<string, Attributes>> {
  const viewType = viewTypeOf(table);
  const withNew = viewType.startsWith('NEW');
  const withOld = viewType.endsWith('OLD_IMAGE') || viewType.endsWith('IMAGES');
  return {
    ...(withNew && after && { NewImage: after }),
    ...(withOld && before && { OldImage: before }),
  };
}
