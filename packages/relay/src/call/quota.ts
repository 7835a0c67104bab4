import type { Quota, TaskOperation } from '../ports/relay.ts';

export interface QuotaShare {
  readonly callsPerSecond: number;
  readonly burst: number;
  /** Milliseconds, from any start. */
  readonly now: () => number;
}

interface Bucket {
  calls: number;
  filledAt: number;
}

/** A token bucket for each operation, full at first. */
export function createQuota({ callsPerSecond, burst, now }: QuotaShare): Quota {
  const buckets = new Map<TaskOperation, Bucket>();

  function bucketOf(operation: TaskOperation): Bucket {
    const at = now();
    const bucket = buckets.get(operation) ?? { calls: burst, filledAt: at };
    buckets.set(operation, bucket);
    const elapsed = Math.max(0, at - bucket.filledAt);
    bucket.calls = Math.min(burst, bucket.calls + (elapsed * callsPerSecond) / 1000);
    bucket.filledAt = at;
    return bucket;
  }

  return {
    take(operation) {
      const bucket = bucketOf(operation);
      if (bucket.calls >= 1) {
        bucket.calls -= 1;
        return 0;
      }
      return Math.max(1, Math.ceil(((1 - bucket.calls) * 1000) / callsPerSecond));
    },
    giveBack(operation) {
      const bucket = bucketOf(operation);
      bucket.calls = Math.min(burst, bucket.calls + 1);
    },
  };
}
