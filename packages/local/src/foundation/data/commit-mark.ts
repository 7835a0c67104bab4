import { chmodSync, closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * How many commits a database must have, in a file beside it. A database that lost its latest commits is a whole one
 * otherwise: only this tells.
 */
export interface CommitMark {
  /** Undefined where the file is new. */
  readonly count: number | undefined;
  /** @param count of commits, the last of which is done */
  write(count: number): void;
  close(): void;
}

/** The count, then its checksum. */
const BYTES = 12;

/** @throws Error where the file holds anything else */
export function openCommitMark(path: string): CommitMark {
  const file = openSync(path, 'a+', 0o600);
  const bytes = Buffer.alloc(BYTES);
  const length = readSync(file, bytes, 0, BYTES, 0);
  closeSync(file);
  if (length > 0 && (length < BYTES || bytes.readUInt32BE(8) !== crc32(bytes.subarray(0, 8))))
    throw new DamageError(`${path} does not hold a count`);
  chmodSync(path, 0o600);
  const writable = openSync(path, 'r+');
  return {
    count: length === 0 ? undefined : Number(bytes.readBigUInt64BE()),
    write(count) {
      bytes.writeBigUInt64BE(BigInt(count));
      bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
      writeSync(writable, bytes, 0, BYTES, 0);
    },
    close() {
      fsyncSync(writable);
      closeSync(writable);
    },
  };
}

/** What is kept is not what was written. */
export class DamageError extends Error {}
