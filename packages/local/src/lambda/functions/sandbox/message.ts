/** What the runtime sends to a function's thread. */
export type ToSandbox =
  | InvokeMessage
  | { readonly kind: 'answers'; readonly answers: readonly EndpointAnswer[] };

export interface InvokeMessage {
  readonly kind: 'invoke';
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  /** Milliseconds that the invocation may take. */
  readonly timeoutMs: number;
  readonly traceHeader?: string | undefined;
  /** JSON text in Base64, as the caller gave it. */
  readonly clientContext?: string | undefined;
  /** With the version or alias that was asked for. */
  readonly invokedFunctionArn: string;
  /** Ends the instance once the handler has begun. */
  readonly isCrashed?: boolean;
}

/** What a function's thread sends: all on one port, so that a line comes before the calls that were made after it. */
export type FromSandbox =
  | { readonly kind: 'requests'; readonly requests: readonly EndpointRequest[] }
  | { readonly kind: 'ready' }
  /** The function's module can't be loaded, or has no such handler. */
  | { readonly kind: 'unusable'; readonly error: ErrorPayload }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly error: ErrorPayload }
  /** Thrown outside of the handler's promise: the thread is of no more use. */
  | { readonly kind: 'crashed'; readonly error: ErrorPayload };

/** A request to the runtime's endpoint. */
export interface EndpointRequest {
  readonly id: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface EndpointAnswer {
  /** That of the request. */
  readonly id: number;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body: string | Uint8Array;
}

/** What Lambda answers for a function that failed. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
  /** Python's. */
  readonly stackTrace?: readonly string[];
}

/** What a thread is started with. */
export interface SandboxData {
  readonly directory: string;
  /** `file.export`, as in Lambda's configuration. */
  readonly handler: string;
  /** Whether a handler may have the form `(event, context, callback)`. */
  readonly takesCallbacks: boolean;
  /** Whether NODE_COMPILE_CACHE is a variable of the function's own. */
  readonly setsCompileCache: boolean;
  /** The runtime's clock, see `SharedTime`. */
  readonly time: SharedArrayBuffer;
}
