/**
 * The one place that judges errors of DynamoDB, Step Functions, EventBridge and SQS, by data alone: name, HTTP
 * status, the SDK's hints, and Node's network codes.
 *
 * | kind | meaning | then |
 * |---|---|---|
 * | `final` | the service refused for good | judged by its name |
 * | `throttled` | refused for now, nothing was done | try again, more slowly |
 * | `undone` | never got there, or was denied: nothing was done | try again |
 * | `unsure` | nobody knows whether it was done | try again, knowing that |
 */
export type FaultKind = 'final' | 'throttled' | 'undone' | 'unsure';

export interface Fault {
  readonly kind: FaultKind;
  /** The error's name, as AWS has it, or the network code. */
  readonly name: string;
  /** For people; never holds what was sent. */
  readonly message: string;
  /** Whether it will not go away by itself. */
  readonly loud: boolean;
}

const throttles = new Set([
  'ThrottlingException',
  'ThrottledException',
  'Throttling',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'ProvisionedThroughputExceededException',
  'KmsThrottlingException',
  'KmsThrottled',
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'SlowDown',
]);

/** Denied: final for the call, but a grant, a key or a clock that is put right makes the next one work. */
const denials = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'CredentialsProviderError',
  'KmsAccessDeniedException',
  'KmsAccessDenied',
  'KmsInvalidStateException',
  'KmsInvalidState',
  'ResourceNotFoundException',
  'QueueDoesNotExist',
]);

/** The connection was never made. */
const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export function classifyFault(error: unknown): Fault {
  const data = dataOf(error);
  const kind = kindOf(data);
  const loud = denials.has(data.name) && data.name !== 'RequestExpired';
  return { kind, name: data.name, message: data.message, loud };
}

/** As `classifyFault`, for a call that was given a secret: a message that may repeat it is left out. */
export function faultWithout(secret: string, error: unknown): Fault {
  const fault = classifyFault(error);
  // Services shorten what they repeat: its beginning is enough to be told by.
  return fault.message.includes(secret.slice(0, 12)) ? { ...fault, message: '' } : fault;
}

interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly fault: unknown;
  readonly retryable: { readonly throttling?: unknown } | undefined;
}

function dataOf(error: unknown): ErrorData {
  if (typeof error !== 'object' || error === null) {
    return { ...nothing, message: 'something that is no error was thrown' };
  }
  const { name, message, code, $metadata, $fault, $retryable } = error as Record<string, unknown>;
  const status = (($metadata ?? {}) as Record<string, unknown>).httpStatusCode;
  return {
    name: typeof name === 'string' ? name : 'Error',
    message: typeof message === 'string' ? message : '',
    code: typeof code === 'string' ? code : undefined,
    status: typeof status === 'number' ? status : undefined,
    fault: $fault,
    retryable: ($retryable ?? undefined) as ErrorData['retryable'],
  };
}

const nothing: ErrorData = {
  name: 'Error',
  message: '',
  code: undefined,
  status: undefined,
  fault: undefined,
  retryable: undefined,
};

function kindOf({ name, code, status, fault, retryable }: ErrorData): FaultKind {
  if (throttles.has(name) || status === 429 || retryable?.throttling === true) return 'throttled';
  if (denials.has(name) || status === 401 || status === 403) return 'undone';
  if (code !== undefined && unreached.has(code)) return 'undone';
  // A 5xx, a lost connection, a time-out, an abort: it may have been done.
  if (status !== undefined && status >= 500) return 'unsure';
  if (retryable !== undefined) return 'unsure';
  if (fault === 'client' && status !== undefined && status >= 400) return 'final';
  return 'unsure';
}
