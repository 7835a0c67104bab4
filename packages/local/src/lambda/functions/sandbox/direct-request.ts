import { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { responseOf } from './direct-response.ts';
import { DirectSocket } from './direct-socket.ts';
import type { EndpointAnswer, EndpointRequest } from './message.ts';

export type Ask = (request: Omit<EndpointRequest, 'id'>) => Asked;

export interface Asked {
  readonly answer: Promise<EndpointAnswer>;
  /** The answer is not waited for any more. */
  forget(): void;
}

export type OnResponse = (response: IncomingMessage) => void;

type Chunk = string | Uint8Array;
type Done = () => void;

/**
 * As much of a `ClientRequest` as HTTP clients use of one that is connected. No stream of Node's: to be one takes longer
 * than all that a request is asked for here.
 */
export class DirectRequest extends EventEmitter {
  readonly method: string;
  readonly path: string;
  readonly writable = true;
  writableEnded = false;
  destroyed = false;
  readonly #headers: Record<string, string> = {};
  readonly #chunks: Chunk[] = [];
  readonly #ask: Ask;
  #socket: DirectSocket | undefined;
  #asked: Asked | undefined;
  #isAnswered = false;

  constructor(
    { method = 'GET', path, headers = {}, timeout }: RequestOptions,
    ask: Ask,
    onResponse: OnResponse | undefined,
  ) {
    super();
    this.method = method;
    this.path = path ?? '/';
    this.#ask = ask;
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) this.setHeader(name, value);
    if (onResponse !== undefined) this.once('response', onResponse);
    if (timeout !== undefined) this.setTimeout(timeout);
  }

  get socket(): DirectSocket {
    this.#socket ??= new DirectSocket().on('timeout', () => this.emit('timeout'));
    return this.#socket;
  }

  getHeader(name: string): string | undefined {
    return this.#headers[name.toLowerCase()];
  }

  setHeader(name: string, value: string | number | readonly string[]): this {
    this.#headers[name.toLowerCase()] = String(value);
    return this;
  }

  setTimeout(milliseconds: number, onTimeout?: Done): this {
    if (onTimeout !== undefined) this.once('timeout', onTimeout);
    this.socket.setTimeout(milliseconds);
    return this;
  }

  setNoDelay(): void {}

  setSocketKeepAlive(): void {}

  flushHeaders(): void {}

  /** Always ready for more. */
  write(chunk: Chunk, encoding?: BufferEncoding | Done, done?: Done): boolean {
    const [as, written] = typeof encoding === 'function' ? ['utf8' as const, encoding] : [encoding, done];
    const isText = typeof chunk === 'string' && /^utf-?8$/i.test(as ?? 'utf8');
    this.#chunks.push(typeof chunk === 'string' && !isText ? Buffer.from(chunk, as) : chunk);
    if (written !== undefined) process.nextTick(written);
    return true;
  }

  end(chunk?: Chunk | Done, encoding?: BufferEncoding | Done, done?: Done): this {
    if (chunk !== undefined && typeof chunk !== 'function')
      this.write(chunk, typeof encoding === 'string' ? encoding : undefined);
    const sent = [chunk, encoding, done].find((given) => typeof given === 'function');
    if (sent !== undefined) this.once('finish', sent);
    if (this.writableEnded || this.destroyed) return this;
    this.writableEnded = true;
    process.nextTick(() => this.emit('finish'));
    const { method, path } = this;
    this.#asked = this.#ask({ method, path, headers: this.#headers, body: whole(this.#chunks) });
    void this.#asked.answer.then((answer) => {
      if (!this.destroyed) this.#respond(answer);
    });
    return this;
  }

  abort(): void {
    this.destroy();
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#socket?.destroy();
    this.#asked?.forget();
    const seen = error ?? (this.#isAnswered ? undefined : hangUp());
    process.nextTick(() => {
      if (seen !== undefined) this.emit('error', seen);
      this.emit('close');
    });
    return this;
  }

  #respond(answer: EndpointAnswer): void {
    this.#isAnswered = true;
    const response = responseOf(answer);
    response.once('close', () => this.destroy());
    // One that nothing reads is over all the same.
    if (!this.emit('response', response)) response.resume();
  }
}

/** As Node's client has it: https://nodejs.org/api/http.html#httprequesturl-options-callback */
function hangUp(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

function whole(chunks: readonly Chunk[]): Chunk {
  if (chunks.every((chunk) => typeof chunk === 'string')) return chunks.join('');
  // A copy: a small buffer is a view of a shared pool, which would travel as a whole.
  return new Uint8Array(
    Buffer.concat(chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk))),
  );
}
