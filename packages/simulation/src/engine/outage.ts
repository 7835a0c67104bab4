/** A service that fails every call for a while. Times are milliseconds since 1970. */
export interface Outage {
  /** The name that operations begin with. */
  readonly service: Service;
  readonly from: number;
  readonly until: number;
  /** `throttled` and `refused` (a 5xx) are without effect; after `answerLost` the call has taken effect. */
  readonly how: 'throttled' | 'refused' | 'answerLost';
}

export const services = ['dynamodb', 'sfn', 'events', 'sqs'] as const;

export type Service = (typeof services)[number];

export function outageAt(outages: readonly Outage[], operation: string, now: number): Outage | undefined {
  return outages.find(
    ({ service, from, until }) => operation.startsWith(service) && from <= now && now < until,
  );
}
