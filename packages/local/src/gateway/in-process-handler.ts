import type { Answer, AnswerRequest } from '../foundation/http.ts';
import { sendTo } from './forwarding.ts';
import { LARGEST_REQUEST_BYTES } from './request-body.ts';
import {
  bytesOf,
  hostOf,
  lowerCased,
  pathOf,
  type SdkRequest,
  type SdkResponse,
  sdkResponse,
} from './sdk-message.ts';

/**
 * Sends the calls of SDK clients that are in the runtime's own process: the endpoint answers them as it does over HTTP,
 * without the sockets. A call to another endpoint goes there over HTTP.
 *
 * It is a class because of what becomes of a client's configuration that is sent to another thread or process: methods of a prototype
 * and private fields stay behind, and the empty object that is left makes a client there use HTTP.
 */
export class InProcessHandler {
  readonly #endpoint: URL;
  readonly #answer: AnswerRequest;
  readonly #pending = new Set<(error: Error) => void>();
  #isStopped = false;

  constructor(endpoint: string, answer: AnswerRequest) {
    this.#endpoint = new URL(endpoint);
    this.#answer = answer;
  }

  /**
   * @throws Error with the name AbortError where the signal is aborted; with the code ECONNREFUSED where the runtime was stopped
   * before, and ECONNRESET where it stops meanwhile, as over HTTP
   */
  async handle(
    request: SdkRequest,
    { abortSignal }: { readonly abortSignal?: object } = {},
  ): Promise<{ response: SdkResponse }> {
    const signal = abortSignal instanceof AbortSignal ? abortSignal : undefined;
    if (signal?.aborted) throw aborted();
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const abort = () => reject(aborted());
    signal?.addEventListener('abort', abort);
    this.#pending.add(reject);
    try {
      this.#send(request).then(resolve, reject);
      return { response: sdkResponse(await promise) };
    } finally {
      this.#pending.delete(reject);
      signal?.removeEventListener('abort', abort);
    }
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  /** All clients share it, and each calls this at its own end. */
  destroy(): void {}

  stop(): void {
    this.#isStopped = true;
    for (const reject of this.#pending) reject(this.#stopped('ECONNRESET'));
  }

  async #send(request: SdkRequest): Promise<Answer> {
    const { method, protocol } = request;
    const host = hostOf(request);
    const path = pathOf(request);
    const headers = lowerCased(request.headers);
    const body = await bytesOf(request.body);
    if (host !== this.#endpoint.host)
      return sendTo({ method, headers, body }, new URL(`${protocol}//${host}${path}`));
    if (this.#isStopped) throw this.#stopped('ECONNREFUSED');
    const isTooLarge = body.length > LARGEST_REQUEST_BYTES;
    return this.#answer({ method, path, headers, body: isTooLarge ? undefined : body });
  }

  #stopped(code: 'ECONNREFUSED' | 'ECONNRESET'): Error {
    return Object.assign(new Error(`${code}: the local runtime at ${this.#endpoint.host} was stopped`), {
      code,
    });
  }
}

function aborted(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}
