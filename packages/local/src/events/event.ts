import type { JsonObject } from './json.ts';

/** An event as EventBridge hands it to rules and targets: the envelope's members in AWS's order. */
export interface BusEvent extends JsonObject {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  /** Of the publisher: it can't be forged. */
  readonly account: string;
  /** ISO 8601 to the second, UTC. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** ISO 8601 without fractions, as AWS writes times in events. */
export function eventTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** What the targets of a scheduled rule get. */
export function scheduledEvent({ arn }: { readonly arn: string }, id: string, now: number): BusEvent {
  const [, , , region = '', account = ''] = arn.split(':');
  return {
    version: '0',
    id,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account,
    time: eventTime(now),
    region,
    resources: [arn],
    detail: {},
  };
}
