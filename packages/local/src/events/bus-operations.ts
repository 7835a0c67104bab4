import { AwsError } from '../foundation/aws-error.ts';
import type { Operation } from '../foundation/service.ts';
import type { EventBus } from './bus.ts';
import { type BusRegistry, newBus } from './bus-registry.ts';
import { describedIn, optionalString, page, requiredName, validationError } from './input-members.ts';

export function busOperations(buses: BusRegistry, now: () => number): Record<string, Operation> {
  return {
    CreateEventBus: async (input, caller) => {
      const name = requiredName(input, 'Name', { longest: 256, slash: true });
      for (const member of ['EventSourceName', 'DeadLetterConfig']) {
        if (input[member] !== undefined)
          throw validationError(`${member} of an event bus is not supported by the local runtime.`);
      }
      if (name.includes('/'))
        throw validationError(
          `Event bus name ${name} is not valid: only those of partner event sources have a / in them.`,
        );
      if (buses.find(name, caller) !== undefined) {
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
      }
      const description = describedIn(input);
      const tags = [input.Tags ?? []].flat();
      const bus = newBus(caller, name, now(), {
        tags,
        ...(description === undefined ? {} : { description }),
      });
      buses.add(bus);
      return { EventBusArn: bus.arn, ...(description === undefined ? {} : { Description: description }) };
    },

    DeleteEventBus: async (input, caller) => {
      const name = requiredName(input, 'Name', { longest: 256, slash: true });
      if (name === 'default') throw validationError('Cannot delete event bus default.');
      const bus = buses.find(name, caller);
      if (bus !== undefined && bus.rules.size > 0)
        throw validationError(`Event bus ${name} can't be deleted since it has rules.`);
      if (bus !== undefined) buses.remove(bus.arn);
      return {};
    },

    DescribeEventBus: async (input, caller) =>
      described(buses.require(optionalString(input, 'Name'), caller)),

    ListEventBuses: async (input, caller) => {
      const prefix = optionalString(input, 'NamePrefix') ?? '';
      const { items, ...rest } = page(
        buses.list(caller).filter((bus) => bus.name.startsWith(prefix)),
        input,
      );
      return { EventBuses: items.map(described), ...rest };
    },
  };
}

function described({ arn, name, description, policy, createdAt, modifiedAt }: EventBus) {
  return {
    Name: name,
    Arn: arn,
    ...(description === undefined ? {} : { Description: description }),
    ...(policy === undefined ? {} : { Policy: JSON.stringify(policy) }),
    CreationTime: createdAt / 1000,
    LastModifiedTime: modifiedAt / 1000,
  };
}
