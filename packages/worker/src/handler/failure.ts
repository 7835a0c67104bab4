/**
 * Thrown by a handler: the work failed for good. The task fails with `error`, the name that Retry and Catch match,
 * and `cause`, which says what happened to people. Over 256 and 32,768 characters they are truncated with a mark.
 */
export class Failure extends Error {
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause = '') {
    super(cause === '' ? error : `${error}: ${cause}`);
    if (error === '') throw new TypeError('a Failure needs an error name that Retry and Catch can match');
    this.name = 'Failure';
    this.error = error;
    this.cause = cause;
  }
}

/** Recognized by its data and not by its class, because a bundle may have this package twice. */
export function isFailure(thrown: unknown): thrown is Failure {
  if (!(thrown instanceof Error) || thrown.name !== 'Failure') return false;
  return 'error' in thrown && typeof thrown.error === 'string' && typeof thrown.cause === 'string';
}
