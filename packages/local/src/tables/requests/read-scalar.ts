import { AwsError } from '../../foundation/aws-error.ts';
import type { ScalarType } from './shape.ts';

/**
 * Reads one text, number, truth value or bytes, as DynamoDB's front takes them.
 * @throws AwsError SerializationException in its words
 */
export function readScalar(kind: ScalarType, data: unknown): unknown {
  if (typeof data === 'object') {
    throw serialization(
      Array.isArray(data)
        ? `Unrecognized collection type class ${kind === 'Blob' ? 'java.nio.ByteBuffer' : `java.lang.${kind}`}`
        : 'Start of structure or map found where not expected',
    );
  }
  if (kind === 'Boolean') return readBoolean(data);
  if (kind === 'Blob') return readBlob(data);
  if (kind === 'String') {
    if (typeof data === 'string') return data;
    throw notConvertible(data, kind);
  }
  if (typeof data !== 'number') throw notConvertible(data, kind);
  return kind === 'Double' || kind === 'Timestamp' ? data : Math.floor(data);
}

function readBoolean(data: unknown): boolean {
  if (typeof data === 'boolean') return data;
  if (typeof data === 'number') throw notConvertible(data, 'Boolean');
  const word = String(data).toUpperCase();
  if (['TRUE', '1', 'YES'].includes(word)) return true;
  if (['FALSE', '0', 'NO'].includes(word)) return false;
  throw serialization('Unexpected token received from parser');
}

function readBlob(data: unknown): string {
  if (typeof data !== 'string') throw serialization('only base-64-encoded strings are convertible to bytes');
  if (data.length % 4 !== 0)
    throw serialization(`Base64 encoded length is expected a multiple of 4 bytes but found: ${data.length}`);
  if (Buffer.from(data, 'base64').toString('base64') !== data)
    throw serialization('Invalid last non-pad Base64 character dectected');
  return data;
}

function notConvertible(data: unknown, kind: ScalarType): AwsError {
  return serialization(`${nameOf(data)} cannot be converted to ${kind}`);
}

function nameOf(data: unknown): string {
  if (typeof data === 'boolean') return data ? 'TRUE_VALUE' : 'FALSE_VALUE';
  if (typeof data === 'string') return 'STRING_VALUE';
  return Number.isInteger(data) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}

export function serialization(message: string): AwsError {
  return new AwsError('SerializationException', message);
}
