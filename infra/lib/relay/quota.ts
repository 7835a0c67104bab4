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

/** What each of `concurrency` instances may use, so that all of them together stay under the quota. */
export function shareOf(quota: SendTaskQuota, concurrency: number): SendTaskQuota {
  return {
    perSecond: Math.max(1, Math.floor(quota.perSecond / concurrency)),
    burst: Math.max(1, Math.floor(quota.burst / concurrency)),
  };
}
