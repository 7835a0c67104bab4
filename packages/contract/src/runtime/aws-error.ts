import {
  clockSkewNames,
  conflictNames,
  isTransientName,
  operatorNames,
  serviceFaultNames,
  throttlingNames,
  unreachedCodes,
} from './aws-error-names.ts';

/**
 * What an error of an AWS call says about the call.
 *
 * | kind | meaning | then |
 * |---|---|---|
 * | `nonRetryable` | the service refused it for good | its name says what to do |
 * | `throttled` | refused for the moment, nothing was done | try again, more slowly |
 * | `notDone` | it never arrived, or was denied: nothing was done | try again |
 * | `unsure` | it is not known whether it was done | try again, knowing that |
 */
export type AwsErrorKind = 'nonRetryable' | 'throttled' | 'notDone' | 'unsure';

export interface AwsError {
  readonly kind: AwsErrorKind;
  /** The error's name, as AWS has it; of a network error Node's code, such as `ECONNREFUSED`. */
  readonly name: string;
  /** For people. It never has what was sent, unless the service repeats it: see `awsErrorWithout`. */
  readonly message: string;
  /** Whether it stays until an operator puts a grant, a key or a name right. */
  readonly needsOperator: boolean;
}

/**
 * Classifies what a call to AWS threw, by data alone (name, HTTP status, the SDK's hints, Node's network codes),
 * because classes differ where a bundle has an SDK twice.
 */
export function classifyAwsError(error: unknown): AwsError {
  const data = dataOf(error);
  const { name, message } = data;
  return { kind: kindOf(data), name, message, needsOperator: operatorNames.has(name) };
}

/** As `classifyAwsError`, for a call that was given a secret: a message that may repeat it is left out. */
export function awsErrorWithout(secret: string, error: unknown): AwsError {
  const classified = classifyAwsError(error);
  // Services shorten what they repeat, so its beginning is enough to recognize it by.
  return classified.message.includes(secret.slice(0, 12)) ? { ...classified, message: '' } : classified;
}

/** Whether the same call may work a moment later by itself. */
export function isTransient({ kind, needsOperator }: AwsError): boolean {
  return kind !== 'nonRetryable' && !needsOperator;
}

interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly fault: unknown;
  readonly retryable: { readonly throttling?: unknown } | undefined;
}

/** Names that say nothing: the code beside them does. */
const PLAIN_NAMES = new Set(['Error', 'AggregateError']);

function dataOf(error: unknown): ErrorData {
  if (typeof error !== 'object' || error === null) {
    return { ...nothing, message: 'something that is not an Error was thrown' };
  }
  const { name, message, code, $metadata, $fault, $retryable } = error as Record<string, unknown>;
  const status = (($metadata ?? {}) as Record<string, unknown>).httpStatusCode;
  const given = typeof name === 'string' ? name : 'Error';
  const network = typeof code === 'string' ? code : undefined;
  return {
    name: network !== undefined && PLAIN_NAMES.has(given) ? network : given,
    message: typeof message === 'string' && message !== '' ? message : (network ?? ''),
    code: network,
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

function kindOf(data: ErrorData): AwsErrorKind {
  const { name, code, status, fault, retryable } = data;
  if (throttlingNames.has(name) || status === 429 || retryable?.throttling === true) return 'throttled';
  if (isNotDone(name, code, status)) return 'notDone';
  // A 5xx, a lost connection, a time-out, an abort: it may have been done.
  if ((status !== undefined && status >= 500) || serviceFaultNames.has(name) || retryable) return 'unsure';
  if (fault === 'client' && status !== undefined && status >= 400) return 'nonRetryable';
  return 'unsure';
}

function isNotDone(name: string, code: string | undefined, status: number | undefined): boolean {
  if (operatorNames.has(name) || clockSkewNames.has(name) || conflictNames.has(name)) return true;
  if (code !== undefined && unreachedCodes.has(code)) return true;
  return (status === 401 || status === 403) && !isTransientName(name);
}
