/** A request at a Function URL, as far as it is looked at. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it was sent: signatures are of its bytes. */
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An event of a Function URL. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export interface FunctionUrlEvent {
  readonly rawPath: string;
  readonly rawQueryString?: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly method: string } };
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** What a Function URL expects of its function. */
export interface FunctionUrlResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A Lambda handler of a Function URL. What is thrown is logged, and answered without its message. */
export function functionUrlHandler(
  handle: (request: HttpRequest) => Promise<HttpResponse>,
  log: (message: string) => void = (message) => process.stderr.write(`${message}\n`),
): (event: FunctionUrlEvent) => Promise<FunctionUrlResult> {
  return async (event) => {
    const {
      status,
      headers = {},
      body,
    } = await handle(requestOf(event)).catch((error: unknown) => {
      log(JSON.stringify({ level: 'ERROR', message: 'request failed', error: String(error) }));
      return { ...json(503, { error: 'the answer could not be passed on; try again' }) };
    });
    return { statusCode: status, headers: { ...security, ...headers }, body };
  };
}

/** Nothing of these pages may be kept, framed, or sent to other sites. */
const security = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

export function json(status: number, value: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}

function requestOf(event: FunctionUrlEvent): HttpRequest {
  const { headers } = event;
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: event.requestContext.http.method.toUpperCase(),
    path: event.rawPath,
    query: new URLSearchParams(event.rawQueryString ?? ''),
    headers: Object.fromEntries(names) as HttpRequest['headers'],
    body: Buffer.from(event.body ?? '', event.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}
