import { randomUUID } from 'node:crypto';
import type { Clock } from '../foundation/clock.ts';
import { createMemoryKeyValueStore, type KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import type { Authorize, CallService, Service } from '../foundation/service.ts';
import { atOnce, each, type Steps } from '../foundation/steps.ts';
import type { BusPolicy, EventBus } from './bus.ts';
import { busForwarding } from './bus-forwarding.ts';
import { busOperations } from './bus-operations.ts';
import { createBusRegistry } from './bus-registry.ts';
import type { Delivery } from './delivery.ts';
import { deliveryFailure } from './delivery-failure.ts';
import { createDispatcher, type DeliveryListener, type DeliveryReport } from './dispatcher.ts';
import { type BusEvent, eventTime, scheduledEvent } from './event.ts';
import type { AccountRegion } from './event-arn.ts';
import type { JsonObject } from './json.ts';
import { patternOperations } from './pattern-operations.ts';
import { permissionOperations } from './permission-operations.ts';
import { putEvents } from './put-events.ts';
import { deliveriesOf, matchingRules } from './rule-matching.ts';
import { ruleOperations } from './rule-operations.ts';
import { createScheduler } from './schedule/scheduler.ts';
import type { QueueUrlOf } from './target-call.ts';
import { targetOperations } from './target-operations.ts';
import { type UnmatchedEvent, unmatchedEvent } from './unmatched.ts';

export interface EventsOptions extends AccountRegion {
  readonly clock: Clock;
  readonly callService: CallService;
  /** What rules may have as targets, beside event buses. */
  readonly targets: EventTargets;
  readonly queueUrlOf: QueueUrlOf;
  /** Consulted before an event is passed on to another bus; callers of the service are the gateway's to check. */
  readonly authorize?: Authorize;
  /** Called with each change of a bus's policy by PutPermission or RemovePermission. */
  readonly onPolicy?: (busArn: string, policy: BusPolicy | undefined) => void;
  /** Whether the next event is delivered twice, as EventBridge may; never by default. */
  readonly isDuplicated?: () => boolean;
  /** UUIDs by default. */
  readonly ids?: () => string;
  /** 0 to 1, for the jitter of retries; Math.random by default. */
  readonly random?: () => number;
  /** In memory by default. */
  readonly store?: KeyValueStore;
}

/** An event of AWS's own, as the status change of an execution. */
export interface ServiceEvent extends Partial<AccountRegion> {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: JsonObject;
  readonly resources?: readonly string[];
}

export interface Events {
  readonly service: Service;
  /**
   * Puts an event of AWS's own on the default bus of its account and region, the runtime's by default. Never
   * throws: what can't be kept (a full disk) is reported and lost.
   */
  publish(event: ServiceEvent): void;
  /** Calls the listener after each attempt of a delivery; returns the end of it. */
  onDelivery(listener: DeliveryListener): () => void;
  /** Calls the listener for each published event that no rule matches; returns the end of it. */
  onUnmatched(listener: (event: UnmatchedEvent) => void): () => void;
  /** Goes on with the deliveries that the store kept: to be called when their targets are supported. */
  resume(): void;
  /** Starts nothing more, and waits for attempts under way. */
  stop(): Promise<void>;
}

/** The local EventBridge. */
export function createEvents(options: EventsOptions): Events {
  const {
    clock,
    store = createMemoryKeyValueStore(),
    ids: newId = randomUUID,
    random = Math.random,
  } = options;
  const now = () => clock.now();
  const buses = createBusRegistry(now);
  const listeners = new Set<DeliveryListener>();
  const unmatchedListeners = new Set<(event: UnmatchedEvent) => void>();
  const forward = busForwarding({ buses, authorize: options.authorize, ingest });
  const dispatcher = createDispatcher({
    ...options,
    kept: store.collection('deliveries'),
    ...{ random, forward, report },
  });

  const scheduler = createScheduler(clock, (rule) => {
    for (const delivery of deliveriesOf([rule], scheduledEvent(rule, newId(), now()), now(), newId))
      dispatch(delivery);
  });

  /** What can't be kept (a full disk) is reported and lost. */
  function dispatch(delivery: Delivery): void {
    try {
      dispatcher.dispatch(delivery);
    } catch (error) {
      report({ outcome: 'not kept', delivery, failure: deliveryFailure(error) });
    }
  }

  /** Apart from the attempt, so that a listener that throws can't fail a delivery. */
  function report(about: DeliveryReport): void {
    for (const listener of listeners) queueMicrotask(() => listener(about));
  }

  function* ingest(bus: EventBus, event: BusEvent): Steps<void> {
    const rules = yield* matchingRules(bus, event);
    if (rules.length === 0) {
      const unmatched = unmatchedEvent(bus, event, buses.list(bus));
      for (const listener of unmatchedListeners) queueMicrotask(() => listener(unmatched));
    }
    const times = options.isDuplicated?.() ? 2 : 1;
    for (let time = 0; time < times; time += 1)
      yield* each(deliveriesOf(rules, event, now(), newId), dispatcher.dispatch);
  }

  return {
    service: {
      operations: {
        PutEvents: putEvents({ buses, now, newId, ingest }),
        ...busOperations(buses, now),
        ...ruleOperations(buses, scheduler.update),
        ...targetOperations(buses, options.targets),
        ...permissionOperations({ buses, now, onPolicy: options.onPolicy ?? (() => {}) }),
        ...patternOperations,
      },
    },
    publish({ account = options.account, region = options.region, source, detail, resources = [], ...rest }) {
      const envelope = {
        version: '0',
        id: newId(),
        'detail-type': rest['detail-type'],
        source,
        account,
      } as const;
      const event = { ...envelope, time: eventTime(now()), region, resources, detail };
      const rules = atOnce(matchingRules(buses.require('default', { account, region }), event));
      for (const delivery of deliveriesOf(rules, event, now(), newId)) dispatch(delivery);
    },
    onDelivery(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onUnmatched(listener) {
      unmatchedListeners.add(listener);
      return () => void unmatchedListeners.delete(listener);
    },
    resume: () => dispatcher.resume(),
    async stop() {
      scheduler.stop();
      await dispatcher.stop();
    },
  };
}
