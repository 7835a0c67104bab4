/** A request as it comes, over a connection or as a message of a function's thread. */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** By lower-case names. */
  readonly headers: Request['headers'];
  /** Undefined where it is larger than any service takes. */
  readonly body: Buffer | undefined;
}

export type AnswerRequest = (request: ReceivedRequest) => Promise<Answer>;

/** What the gateway was asked, read whole. */
export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Each is a `Set-Cookie` header of its own. */
  readonly cookies?: readonly string[];
  readonly body: string | Buffer;
}

/** One header's text, whatever the client repeated. */
export function header(request: Pick<Request, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
