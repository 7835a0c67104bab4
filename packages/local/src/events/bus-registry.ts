import { AwsError } from '../foundation/aws-error.ts';
import type { EventBus, Rule } from './bus.ts';
import { type AccountRegion, busArn, parseArn } from './event-arn.ts';

/** All buses of all accounts and regions that the runtime plays, by ARN. */
export interface BusRegistry {
  /** By name in the caller's owner, or by ARN anywhere; the owner's default bus is always there. */
  find(nameOrArn: string | undefined, owner: AccountRegion): EventBus | undefined;
  /** @throws AwsError ResourceNotFoundException */
  require(nameOrArn: string | undefined, owner: AccountRegion): EventBus;
  add(bus: EventBus): void;
  remove(arn: string): void;
  list(owner: AccountRegion): EventBus[];
}

export function createBusRegistry(now: () => number): BusRegistry {
  const buses = new Map<string, EventBus>();

  function defaultBus(owner: AccountRegion): EventBus {
    const arn = busArn(owner, 'default');
    const bus = buses.get(arn) ?? newBus(owner, 'default', now());
    buses.set(arn, bus);
    return bus;
  }

  function find(nameOrArn: string | undefined, owner: AccountRegion): EventBus | undefined {
    const named = nameOrArn ?? 'default';
    const arn = parseArn(named);
    if (named === 'default') return defaultBus(owner);
    if (named === busArn(owner, 'default')) return defaultBus(owner);
    return buses.get(arn === undefined ? busArn(owner, named) : named);
  }

  return {
    find,
    require(nameOrArn, owner) {
      const bus = find(nameOrArn, owner);
      if (bus === undefined) throw notFound(`Event bus ${nameOf(nameOrArn)} does not exist.`);
      return bus;
    },
    add: (bus) => void buses.set(bus.arn, bus),
    remove: (arn) => void buses.delete(arn),
    list(owner) {
      defaultBus(owner);
      return [...buses.values()]
        .filter((bus) => bus.account === owner.account && bus.region === owner.region)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}

export function newBus(
  { account, region }: AccountRegion,
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
