const TRANSIENT_CODE = /throttl|internal|unavailable|timeout|TooManyRequests|LimitExceeded|SlowDown/i;

/** Whether an error code of a PutEvents entry says that the same entry may be accepted a moment later. */
export function isTransientCode(code: string): boolean {
  return TRANSIENT_CODE.test(code);
}

/** Whether a call that threw may work a moment later: throttles, 5xx, and the network (no HTTP status at all). */
export function isTransientError(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { $metadata } = thrown as { $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  return status === undefined || status >= 500 || status === 429 || isTransientCode(thrown.name);
}
