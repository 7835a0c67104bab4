import { LARGEST_PAYLOAD_BYTES } from '../payload-size.ts';

/** What an invocation is given, and the records that are in it. */
export interface Payload<Received> {
  readonly text: string;
  readonly of: readonly Received[];
}

/**
 * A batch in as few payloads as the limit of an invocation allows, in order: a batch goes to the function once it has 6 MB.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
 */
export function payloadsOf<Received>(
  batch: readonly Received[],
  recordOf: (received: Received) => unknown,
  mostBytes = LARGEST_PAYLOAD_BYTES,
): Payload<Received>[] {
  const payloads: Payload<Received>[] = [];
  let texts: string[] = [];
  let of: Received[] = [];
  let bytes = 0;
  const end = () => {
    if (of.length > 0) payloads.push({ text: `{"Records":[${texts.join()}]}`, of });
    [texts, of, bytes] = [[], [], AROUND_BYTES];
  };
  end();
  for (const received of batch) {
    const text = JSON.stringify(recordOf(received));
    const more = Buffer.byteLength(text) + 1;
    if (bytes + more > mostBytes) end();
    texts.push(text);
    of.push(received);
    bytes += more;
  }
  end();
  return payloads;
}

/** Of what stands around the records. */
const AROUND_BYTES = '{"Records":[]}'.length;
