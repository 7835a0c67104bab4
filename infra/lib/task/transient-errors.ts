/**
 * Names of errors that opening a callback may end in when a service hiccups: Lambda's own, and those that the
 * requester passes on from DynamoDB, SQS and EventBridge. Never `States.Timeout`: that is the worker's silence.
 */
export const transientErrors: readonly string[] = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'Sandbox.Timedout',
  'CallbackRelay.PublishFailed',
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
];
