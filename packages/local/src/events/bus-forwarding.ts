import { setImmediate } from 'node:timers/promises';
import { AwsError } from '../foundation/aws-error.ts';
import type { Authorize } from '../foundation/service.ts';
import { inSlices, type Steps } from '../foundation/steps.ts';
import type { EventBus } from './bus.ts';
import type { BusRegistry } from './bus-registry.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './event.ts';
import { parseArn } from './event-arn.ts';

export interface ForwardingPorts {
  readonly buses: BusRegistry;
  /** Everything is allowed without it. */
  readonly authorize: Authorize | undefined;
  readonly ingest: (bus: EventBus, event: BusEvent) => Steps<void>;
}

/** Brings an event from a rule to another bus, under the target's role; the event stays as it was published. */
export function busForwarding({ buses, authorize, ingest }: ForwardingPorts) {
  return async ({ target, event, ruleArn }: Delivery): Promise<void> => {
    const { account = '', region = '' } = parseArn(ruleArn) ?? {};
    const bus = buses.require(target.Arn, { account, region });
    if (event.account !== account && bus.account !== account) {
      throw new AwsError(
        'THIRD_ACCOUNT_HOP_DETECTED',
        'An event may be passed on to one other account only.',
      );
    }
    const { source, 'detail-type': DetailType, detail, resources: Resources } = event;
    const entry = {
      EventBusName: target.Arn,
      Source: source,
      DetailType,
      Detail: JSON.stringify(detail),
      Resources,
    };
    const role = target.RoleArn === undefined ? {} : { roleArn: target.RoleArn };
    await authorize?.(
      'events',
      'PutEvents',
      { Entries: [entry] },
      { account, region, ...role, sourceArn: ruleArn },
    );
    // Buses may be wired in a circle: each hop lets the rest of the process run.
    await setImmediate();
    await inSlices(ingest(bus, event));
  };
}
