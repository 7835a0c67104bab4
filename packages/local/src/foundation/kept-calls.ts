import type { KeyValueStore } from './data/key-value-store.ts';
import { errorMessage } from './error-message.ts';
import { isObject } from './is-object.ts';
import type { ServiceDefinition } from './service-definition.ts';
import type { Call } from './service-router.ts';

type Input = Record<string, unknown>;

/** A kept call that can't be made any more, as where the rule that it gave a target is not in the app any more. */
export interface DroppedCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Input;
  readonly reason: string;
}

/** Resources that calls made or changed, which no template has: kept as the calls that make them. */
export interface KeptCalls {
  /** Notes what a call leaves. */
  note(call: Call): void;
  /** Makes the calls again, in the order in which they were made first. */
  replay(
    call: (service: string, operation: string, input: Input) => Promise<unknown>,
    dropped: (call: DroppedCall) => void,
  ): Promise<void>;
}

interface Kept {
  readonly service: string;
  readonly operation: string;
  readonly input: Input;
}

export function createKeptCalls(store: KeyValueStore, definitions: readonly ServiceDefinition[]): KeptCalls {
  const collection = store.collection<Kept>('calls');
  const kept = new Map(collection.entries());
  const operations = new Map(definitions.map(({ iamPrefix, kept: of }) => [iamPrefix, of ?? {}]));

  function forget(beginning: string): void {
    for (const key of kept.keys()) {
      if (key !== beginning && !key.startsWith(`${beginning}/`)) continue;
      kept.delete(key);
      collection.remove(key);
    }
  }

  return {
    note({ service, operation, input, output, error }) {
      const of = operations.get(service) ?? {};
      if (error !== undefined || !Object.hasOwn(of, operation)) return;
      for (const change of of[operation]?.(input, membersOf(output)) ?? []) {
        if ('forget' in change) {
          forget(`${service} ${change.forget}`);
          continue;
        }
        const key = `${service} ${change.keep}`;
        const before = change.joined === undefined ? undefined : kept.get(key)?.input;
        const call = { service, operation, input: joinedInput(before, change.input, change.joined ?? []) };
        kept.set(key, call);
        collection.put(key, call);
      }
    },
    async replay(call, dropped) {
      for (const [key, { service, operation, input }] of [...kept]) {
        try {
          await call(service, operation, input);
        } catch (error) {
          kept.delete(key);
          collection.remove(key);
          dropped({ service, operation, input, reason: errorMessage(error) });
        }
      }
    },
  };
}

function membersOf(value: unknown): Input {
  return isObject(value) ? value : {};
}

function joinedInput(before: Input | undefined, input: Input, maps: readonly string[]): Input {
  const entries = maps.map((name) => [name, { ...membersOf(before?.[name]), ...membersOf(input[name]) }]);
  return { ...before, ...input, ...Object.fromEntries(entries) };
}
