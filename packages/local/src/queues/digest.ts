import { hash } from 'node:crypto';
import { bytesOf, type MessageAttribute, type MessageAttributes } from './message.ts';

export function md5(content: string | Buffer): string {
  return hash('md5', content);
}

/** The digest that SQS's developer guide describes under "Calculating the MD5 message digest for message attributes". */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const byName = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  if (byName.length === 0) return undefined;
  return md5(Buffer.concat(byName.map(([name, attribute]) => encode(name, attribute))));
}

function encode(name: string, attribute: MessageAttribute): Buffer {
  const transport = attribute.BinaryValue === undefined ? 1 : 2;
  return Buffer.concat([
    withLength(Buffer.from(name)),
    withLength(Buffer.from(attribute.DataType)),
    Buffer.from([transport]),
    withLength(bytesOf(attribute)),
  ]);
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
