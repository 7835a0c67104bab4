import type { IncomingMessage } from 'node:http';

const MIB = 1_048_576;

/** The largest request that any supported service takes: DynamoDB's. */
export const LARGEST_REQUEST_BYTES = 16 * MIB;

/** Reads the body to its end, so that the connection can go on; undefined where it is over every limit. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= LARGEST_REQUEST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= LARGEST_REQUEST_BYTES ? Buffer.concat(chunks) : undefined;
}
