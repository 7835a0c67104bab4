/** An error as an AWS SDK client throws it: adapters and classifications go by the name and the status. */
export class ServiceError extends Error {
  readonly $fault: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode?: number };

  constructor(name: string, message: string, httpStatusCode?: number) {
    super(message);
    this.name = name;
    this.$fault = httpStatusCode !== undefined && httpStatusCode < 500 ? 'client' : 'server';
    this.$metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  }
}

/** Refused before anything was done: certain to have had no effect. */
export const throttled = () => new ServiceError('ThrottlingException', 'Rate exceeded', 400);

/** A 5xx says nothing about whether the call took effect. */
export const serverError = () => new ServiceError('InternalServerError', 'Internal error', 500);

/** The SDK's name for an answer that never came. */
export const answerLost = () => new ServiceError('TimeoutError', 'socket hang up');
