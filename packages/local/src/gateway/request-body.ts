import type { IncomingMessage } from 'node:http';
import { AwsError } from '../foundation/aws-error.ts';

const MIB = 1_048_576;

/** The largest request that any supported service takes: DynamoDB's. */
export const LARGEST_REQUEST_BYTES = 16 * MIB;

/**
 * The largest request body of each service, in bytes. Step Functions' is its quota on a request, Lambda's that on a
 * synchronous payload. SQS and EventBridge limit messages and entries, which they check themselves, and which JSON may
 * blow up.
 */
const largest: Readonly<Record<string, number>> = {
  states: MIB,
  sqs: 8 * MIB,
  events: 8 * MIB,
  lambda: 6 * MIB,
  dynamodb: LARGEST_REQUEST_BYTES,
};

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

/** @throws AwsError RequestEntityTooLargeException, as the front of AWS's services */
export function checkSize(service: string, bytes: number): void {
  const most = largest[service] ?? MIB;
  if (bytes > most) throw tooLarge(most);
}

export function tooLarge(most: number): AwsError {
  return new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${most} bytes.`, 413);
}
