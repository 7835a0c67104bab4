/** What kept an operation from being done. */
export type OperatorErrorCode =
  | 'not-found'
  | 'not-waiting'
  | 'invalid-input'
  | 'credentials'
  | 'access-denied'
  | 'endpoint-down'
  | 'stage-missing'
  | 'other-row-version'
  | 'aws';

/** Says what was wrong, what was given and what to do. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: OperatorErrorCode;

  constructor(code: OperatorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

const credentialErrors: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'TimeoutError',
]);

const missing: ReadonlySet<string> = new Set([
  'ResourceNotFoundException',
  'QueueDoesNotExist',
  'StateMachineDoesNotExist',
]);

/** The error of a call to AWS, in words for the user of the command; one of ours stays as it is. */
export function operatorError(error: unknown, doing: string): OperatorError {
  if (error instanceof OperatorError) return error;
  const {
    name = 'Error',
    message = String(error),
    code,
  } = (error ?? {}) as { name?: string; message?: string; code?: string };
  const options = { cause: error };
  if (credentialErrors.has(name))
    return new OperatorError(
      'credentials',
      `${doing}: AWS takes no such credentials (${name}: ${message}). Sign in again, or name a profile with --profile.`,
      options,
    );
  if (unreachable.has(code ?? '') || unreachable.has(name))
    return new OperatorError(
      'endpoint-down',
      `${doing}: nothing answers at the endpoint (${code ?? name}). Is it up, and is --endpoint-url or --region right?`,
      options,
    );
  if (/AccessDenied|NotAuthorized|UnauthorizedOperation/.test(name))
    return new OperatorError(
      'access-denied',
      `${doing}: AWS denies it (${message}). relay.grantOperate(grantee) gives the right, relay.grantReadHistories(grantee) that to read histories.`,
      options,
    );
  if (missing.has(name) || /NonExistentQueue/.test(name))
    return new OperatorError(
      'stage-missing',
      `${doing}: it does not exist here (${message}). Is the stage deployed in this account and region? See --stage, --region and --profile.`,
      options,
    );
  return new OperatorError('aws', `${doing}: ${name}: ${message}`, options);
}

/** Runs a call to AWS; what it throws is an {@link OperatorError}. `doing` begins its message: "listing what waits". */
export async function attempt<Value>(doing: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw operatorError(error, doing);
  }
}
