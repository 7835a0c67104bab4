import { Readable } from 'node:stream';
import type { Answer } from '../foundation/http.ts';

/** A request as clients of the AWS SDK for JavaScript v3 give it to what sends it. */
export interface SdkRequest {
  readonly method: string;
  /** With its colon: `http:` */
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, bytes, or a stream of bytes. */
  readonly body?: unknown;
}

export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array | Readable;
}

export function hostOf({ hostname, port }: SdkRequest): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}

/** The path with its query. */
export function pathOf({ path, query = {} }: SdkRequest): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => encode(name) + (one === null ? '' : `=${encode(one)}`)),
  );
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

export function lowerCased(headers: SdkRequest['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** @throws TypeError where the body is neither text nor bytes */
export async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  // A copy: the client may write over its own while the call is under way.
  if (ArrayBuffer.isView(body))
    return Buffer.copyBytesFrom(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  if (body instanceof ArrayBuffer) return Buffer.from(body.slice());
  if (typeof body !== 'object' || !(Symbol.asyncIterator in body))
    throw new TypeError(`A body must be text, bytes or a stream of bytes, and it is ${typeof body}.`);
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<string | Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Answers of the services here are text, of which clients read the bytes; what else there is may be read as a stream. */
export function sdkResponse({ status, headers, body }: Answer): SdkResponse {
  return {
    statusCode: status,
    headers: { ...headers },
    body: typeof body === 'string' ? Buffer.from(body) : Readable.from([body]),
  };
}

/** RFC 3986, as SDKs sign it. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
