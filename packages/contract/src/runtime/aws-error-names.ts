/**
 * Names under which AWS's services and its SDK report errors. One list, because all that retry (the state machine's
 * Retry, the requester, the relay, a worker) must agree on what a retry can help.
 */

/** Refused for the moment, before anything was done. The SDK's own list, and those of KMS behind other services. */
export const throttlingNames: ReadonlySet<string> = new Set([
  'BandwidthLimitExceeded',
  'KmsThrottled',
  'KmsThrottlingException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

/** The service failed, or did not answer in time: the call may have been carried out. */
export const serviceFaultNames: ReadonlySet<string> = new Set([
  'InternalError',
  'InternalException',
  'InternalFailure',
  'InternalServerError',
  'InternalServerException',
  'InternalServiceError',
  'InternalServiceException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
]);

/** Another write to the same item was under way: nothing was done, and the next try may work. */
export const conflictNames: ReadonlySet<string> = new Set([
  'ReplicatedWriteConflictException',
  'TransactionConflictException',
]);

/** The machine's clock was off: nothing was done. The SDK corrects its offset by the answer, so the next try may work. */
export const clockSkewNames: ReadonlySet<string> = new Set([
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
]);

/** Denied, or asked of something that is not there. The next call works once an operator has put a grant, a key or a name right. */
export const operatorNames: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AWS.SimpleQueueService.NonExistentQueue',
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'KmsAccessDenied',
  'KmsAccessDeniedException',
  'KmsDisabledException',
  'KmsInvalidState',
  'KmsInvalidStateException',
  'KmsNotFoundException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'NotAuthorizedForDetailTypeException',
  'NotAuthorizedForSourceException',
  'QueueDoesNotExist',
  'ResourceNotFoundException',
  'SignatureDoesNotMatch',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
]);

/** Node's codes of a connection that was never made: nothing was sent. */
export const unreachedCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
]);

/** Whether an error of this name or code, of a call or of one entry of PutEvents, may be gone a moment later. */
export function isTransientName(name: string): boolean {
  return (
    throttlingNames.has(name) ||
    serviceFaultNames.has(name) ||
    conflictNames.has(name) ||
    clockSkewNames.has(name) ||
    unreachedCodes.has(name)
  );
}

/**
 * Names under which a failed Lambda invocation reaches a state's Retry that a retry may help: Lambda's own, those
 * of a function that ended or hung, and those that the function's code passes on from its SDK clients. The SDK throws
 * a lost or refused connection as a plain `Error` (or, with several addresses, an `AggregateError`). Never
 * `States.Timeout`: then the worker did not answer.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception
 */
export const retriedErrors: readonly string[] = [
  'Lambda.AWSLambdaException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.SdkClientException',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Runtime.OutOfMemory',
  'Sandbox.Timedout',
  'CallbackRelay.PublishFailed',
  'Error',
  'AggregateError',
  ...throttlingNames,
  ...serviceFaultNames,
  ...conflictNames,
  ...clockSkewNames,
];
