import { Token } from 'aws-cdk-lib';

/** Step Functions' token bucket for each of SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
export interface SendTaskQuota {
  readonly perSecond: number;
  readonly burst: number;
}

const LARGE_REGIONS: ReadonlySet<string> = new Set(['us-east-1', 'us-west-2', 'eu-west-1']);
const LARGE: SendTaskQuota = { perSecond: 500, burst: 3_000 };
const OTHER: SendTaskQuota = { perSecond: 300, burst: 1_500 };

/** The default quota of a region; of an unknown one (an environment-agnostic stack) the smaller, which fits all. */
export function sendTaskQuota(region: string): SendTaskQuota {
  return !Token.isUnresolved(region) && LARGE_REGIONS.has(region) ? LARGE : OTHER;
}

/**
 * What each of `concurrency` instances may use, so that all of them together stay under the quota: to a thousandth of a
 * call a second, because a whole call that is lost to rounding is lost in every instance.
 */
export function shareOf(quota: SendTaskQuota, concurrency: number): SendTaskQuota {
  return {
    perSecond: Math.floor((quota.perSecond * 1_000) / concurrency) / 1_000,
    burst: Math.max(1, Math.floor(quota.burst / concurrency)),
  };
}
