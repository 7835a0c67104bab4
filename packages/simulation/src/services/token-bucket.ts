/** The quota of one API: `burst` calls at once, refilled with `perSecond`. */
export interface TokenBucket {
  /** Whether a call at `now` (milliseconds) is within the quota; it then uses one token up. */
  take(now: number): boolean;
}

export function tokenBucket(burst: number, perSecond: number): TokenBucket {
  let tokens = burst;
  let filledAt: number | undefined;
  return {
    take(now) {
      tokens = Math.min(burst, tokens + ((now - (filledAt ?? now)) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
