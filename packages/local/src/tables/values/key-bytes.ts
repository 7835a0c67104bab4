import { type AttributeValue, textOf } from './attribute-value.ts';
import { parseDecimal } from './decimal.ts';

export type KeyType = 'S' | 'N' | 'B';

/**
 * A key attribute's value as bytes that sort as DynamoDB sorts, end where they end (so that another value may follow),
 * and of which none is the beginning of another.
 */
export function keyBytes(value: AttributeValue, type: KeyType): Buffer {
  const text = textOf(value) ?? '';
  if (type === 'N') return numberBytes(text);
  if (type === 'B' || text.includes('\0')) return Buffer.concat([prefixBytes(value, type), end]);
  const length = Buffer.byteLength(text);
  const bytes = Buffer.allocUnsafe(length + end.length);
  bytes.write(text);
  bytes.set(end, length);
  return bytes;
}

/** What every value that begins with this one begins with. */
export function prefixBytes(value: AttributeValue, type: KeyType): Buffer {
  const bytes = Buffer.from(textOf(value) ?? '', type === 'B' ? 'base64' : 'utf8');
  return bytes.includes(0) ? escaped(bytes) : bytes;
}

/** Lower than any escaped zero, so that a text sorts before its own continuation. */
const end = Buffer.from([0, 1]);

function escaped(bytes: Buffer): Buffer {
  const result: number[] = [];
  for (const byte of bytes) {
    result.push(byte);
    if (byte === 0) result.push(0xff);
  }
  return Buffer.from(result);
}

/** DynamoDB's smallest magnitude, to which every exponent is counted: 0 to 255 is one byte. */
const LOWEST_MAGNITUDE = -130;

/** Sign, magnitude, then two digits a byte; all but the sign turned round where the number is negative. */
function numberBytes(text: string): Buffer {
  const { coefficient, exponent } = parseDecimal(text);
  if (coefficient === 0n) return Buffer.from([0x80]);
  const negative = coefficient < 0n;
  const digits = (negative ? -coefficient : coefficient).toString();
  const bytes = [exponent + digits.length - 1 - LOWEST_MAGNITUDE];
  for (let at = 0; at < digits.length; at += 2)
    bytes.push(Number(digits.slice(at, at + 2).padEnd(2, '0')) + 1);
  bytes.push(0);
  return Buffer.from(negative ? [0x7f, ...bytes.map((byte) => 0xff - byte)] : [0x81, ...bytes]);
}

/** The first bytes after all that begin with these; undefined where there are none. */
export function afterPrefix(prefix: Buffer): Buffer | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  if (length === 0) return undefined;
  const next = Buffer.from(prefix.subarray(0, length));
  next.writeUInt8(next.readUInt8(length - 1) + 1, length - 1);
  return next;
}

/** Four bytes that spread partitions evenly: a scan goes in their order, and segments are ranges of them. */
export function partitionHash(partition: Buffer): Buffer {
  let hash = 0x811c9dc5;
  for (const byte of partition) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  const bytes = Buffer.allocUnsafe(4);
  // The highest value is left free: it stands for the end of all rows.
  bytes.writeUInt32BE(((hash ^ (hash >>> 16)) >>> 0) % 0xffffffff);
  return bytes;
}
