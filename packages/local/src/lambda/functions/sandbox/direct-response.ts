import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import type { EndpointAnswer } from './message.ts';

/** As much of an `IncomingMessage` as HTTP clients use, all of it there at once. */
export function responseOf({ status, headers, cookies, body }: EndpointAnswer): Readable {
  const response = new Readable({ read() {} });
  response.push(body);
  response.push(null);
  return Object.assign(response, {
    statusCode: status,
    statusMessage: STATUS_CODES[status] ?? '',
    httpVersion: '1.1',
    headers: {
      ...headers,
      ...(cookies && { 'set-cookie': cookies }),
      'content-length': String(Buffer.byteLength(body)),
    },
    complete: true,
  });
}
