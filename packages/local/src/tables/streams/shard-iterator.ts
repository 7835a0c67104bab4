import { validationException } from '../errors/table-errors.ts';

/** Where a reader of a stream stands. */
export interface ShardPosition {
  readonly arn: string;
  /** The last sequence number that it has read. */
  readonly after: number;
  /** When the iterator was given out: milliseconds since the epoch. */
  readonly at: number;
}

export function writeIterator({ arn, after, at }: ShardPosition): string {
  return `${arn}|1|${Buffer.from(JSON.stringify([after, at])).toString('base64')}`;
}

/** @throws AwsError ValidationException where it is none that was given out */
export function readIterator(iterator: string): ShardPosition {
  const [arn = '', version, position = ''] = iterator.split('|');
  try {
    const [after, at]: unknown[] = JSON.parse(Buffer.from(position, 'base64').toString());
    if (version === '1' && typeof after === 'number' && typeof at === 'number') return { arn, after, at };
  } catch {
    // Reported below.
  }
  throw validationException('Invalid ShardIterator');
}
