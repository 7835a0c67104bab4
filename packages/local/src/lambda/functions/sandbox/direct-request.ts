import { type IncomingMessage, type RequestOptions, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import { Readable, Writable } from 'node:stream';
import type { EndpointAnswer, EndpointRequest } from './message.ts';

export type Ask = (request: Omit<EndpointRequest, 'id'>) => Promise<EndpointAnswer>;
export type OnResponse = (response: IncomingMessage) => void;

/** As much of a `ClientRequest` as HTTP clients use of one that is connected. */
export class DirectRequest extends Writable {
  readonly method: string;
  readonly path: string;
  readonly #headers: Record<string, string> = {};
  readonly #chunks: (string | Uint8Array)[] = [];
  readonly #ask: Ask;
  #socket: Socket | undefined;

  constructor(
    { method = 'GET', path, headers = {} }: RequestOptions,
    ask: Ask,
    onResponse: OnResponse | undefined,
  ) {
    // It is not done when it is sent, but when the response has been read.
    super({ decodeStrings: false, autoDestroy: false });
    this.method = method;
    this.path = path ?? '/';
    this.#ask = ask;
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) this.setHeader(name, value);
    if (onResponse !== undefined) this.once('response', onResponse);
  }

  /** For time-outs: nothing ever goes over it. */
  get socket(): Socket {
    this.#socket ??= new Socket();
    return this.#socket;
  }

  getHeader(name: string): string | undefined {
    return this.#headers[name.toLowerCase()];
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#headers[name.toLowerCase()] = String(value);
    return this;
  }

  setTimeout(milliseconds: number, onTimeout?: () => void): this {
    this.socket.setTimeout(milliseconds, onTimeout);
    return this;
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  abort(): void {
    this.destroy();
  }

  override _write(chunk: string | Buffer, encoding: BufferEncoding, done: () => void): void {
    const isText = typeof chunk === 'string' && /^utf-?8$/i.test(encoding);
    this.#chunks.push(typeof chunk === 'string' && !isText ? Buffer.from(chunk, encoding) : chunk);
    done();
  }

  override _final(done: () => void): void {
    const { method, path } = this;
    void this.#ask({ method, path, headers: this.#headers, body: whole(this.#chunks) }).then((answer) => {
      if (!this.destroyed) this.#respond(answer);
    });
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket?.destroy();
    done(error);
  }

  #respond(answer: EndpointAnswer): void {
    const response = responseOf(answer);
    response.once('close', () => this.destroy());
    this.emit('response', response);
  }
}

function whole(chunks: readonly (string | Uint8Array)[]): string | Uint8Array {
  if (chunks.every((chunk) => typeof chunk === 'string')) return chunks.join('');
  // A copy: a small buffer is a view of a shared pool, which would travel as a whole.
  return new Uint8Array(
    Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))),
  );
}

function responseOf({ status, headers, body }: EndpointAnswer): Readable {
  const response = new Readable({ read() {} });
  response.push(body);
  response.push(null);
  return Object.assign(response, {
    statusCode: status,
    statusMessage: STATUS_CODES[status] ?? '',
    httpVersion: '1.1',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    complete: true,
  });
}
