import { AwsError } from '../aws-error.ts';
import type { EventBus, Rule } from './bus.ts';
import { busArn, type Place, parseArn } from './event-arn.ts';

/** All buses of all accounts and regions that the runtime plays, by ARN. */
export interface BusRegistry {
  /** By name in the caller's place, or by ARN anywhere; the default bus is always there. */
  find(nameOrArn: string | undefined, place: Place): EventBus | undefined;
  /** @throws AwsError ResourceNotFoundException */
  require(nameOrArn: string | undefined, place: Place): EventBus;
  add(bus: EventBus): void;
  remove(arn: string): void;
  list(place: Place): EventBus[];
}

export function createBusRegistry(now: () => number): BusRegistry {
  const buses = new Map<string, EventBus>();

  function defaultBus(place: Place): EventBus {
    const arn = busArn(place, 'default');
    const bus = buses.get(arn) ?? newBus(place, 'default', now());
    buses.set(arn, bus);
    return bus;
  }

  function find(nameOrArn: string | undefined, place: Place): EventBus | undefined {
    const named = nameOrArn ?? 'default';
    const arn = parseArn(named);
    if (named === 'default') return defaultBus(place);
    if (arn?.resource === 'event-bus/default')
      return defaultBus({ account: arn.account, region: arn.region });
    return buses.get(arn === undefined ? busArn(place, named) : named);
  }

  return {
    find,
    require(nameOrArn, place) {
      const bus = find(nameOrArn, place);
      if (bus === undefined) throw notFound(`Event bus ${nameOf(nameOrArn)} does not exist.`);
      return bus;
    },
    add: (bus) => void buses.set(bus.arn, bus),
    remove: (arn) => void buses.delete(arn),
    list(place) {
      defaultBus(place);
      return [...buses.values()]
        .filter((bus) => bus.account === place.account && bus.region === place.region)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

export function newBus(
  { account, region }: Place,
  name: string,
  at: number,
  more: Pick<EventBus, 'description'> & { tags?: EventBus['tags'] } = {},
): EventBus {
  const arn = busArn({ account, region }, name);
  return { tags: [], ...more, account, region, arn, name, rules: new Map(), createdAt: at, modifiedAt: at };
}

/** @throws AwsError ResourceNotFoundException */
export function requireRule(bus: EventBus, name: string): Rule {
  const rule = bus.rules.get(name);
  if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export function notFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message);
}

function nameOf(nameOrArn = 'default'): string {
  return parseArn(nameOrArn)?.resource.replace(/^event-bus\//, '') ?? nameOrArn;
}
