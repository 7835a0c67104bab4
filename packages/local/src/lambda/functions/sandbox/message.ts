/** What the runtime and a function's thread send one another. */
export type ToSandbox = {
  readonly kind: 'invoke';
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  /** Milliseconds that the invocation may take. */
  readonly timeoutMs: number;
  readonly traceHeader?: string | undefined;
  /** JSON text in Base64, as the caller gave it. */
  readonly clientContext?: string | undefined;
  /** Ends the instance once the handler has begun. */
  readonly isCrashed?: boolean;
};

export type FromSandbox =
  | { readonly kind: 'ready' }
  /** The function's module can't be loaded, or has no such handler. */
  | { readonly kind: 'unusable'; readonly error: ErrorPayload }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly error: ErrorPayload }
  /** Thrown outside of the handler's promise: the thread is of no more use. */
  | { readonly kind: 'crashed'; readonly error: ErrorPayload };

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
  readonly functionArn: string;
  /** Whether a handler may have the form `(event, context, callback)`. */
  readonly takesCallbacks: boolean;
  /** The runtime's clock, see `SharedTime`. */
  readonly time: SharedArrayBuffer;
}
