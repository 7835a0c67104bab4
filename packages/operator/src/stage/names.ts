import { type NamingScheme, namesBy, type QueueNames, type RelayNames } from '@callback-relay/contract/names';
import { OperatorError } from '../operator-error.ts';
import { type OwnedName, ownedName } from './owned-name.ts';

/** Names of a stage's resources, and which names are of the stage. */
export interface StageNames extends RelayNames {
  /** What the names of all its queues begin with; may be empty. */
  readonly queuePrefix: string;
  /** What the names of all its functions begin with; may be empty. */
  readonly functionPrefix: string;
  /** The queue of the stage that has this name, with its dead-letter queue; undefined for others. */
  queueNamed(name: string): StageQueue | undefined;
  isFunction(name: string): boolean;
}

export interface StageQueue extends QueueNames {
  /** Whether the name is the dead-letter queue's. */
  readonly isDeadLetters: boolean;
}

/**
 * @throws OperatorError `invalid-input` where the stage is not 1 to 12 of a-z and 0-9 from a letter on, or the scheme does not
 * put owners into names as they are
 */
export function stageNames(stage: string, naming?: NamingScheme): StageNames {
  if (!/^[a-z][a-z0-9]{0,11}$/.test(stage))
    throw new OperatorError(
      'invalid-input',
      `A stage is 1 to 12 of a-z and 0-9 and starts with a letter; given ${JSON.stringify(stage)}. Name it as dev or prod.`,
    );
  const names = namesBy(stage, naming);
  const owned = [names.requestQueue, names.cancellationQueue].map((of) => ({
    of,
    queue: ownedName((owner) => of(owner).queue),
    deadLetters: ownedName((owner) => of(owner).deadLetters),
  }));
  const functions = [names.requesterFunction, names.workerFunction, names.publisherFunction].map(ownedName);
  // Dead letters of the deferred queue go to those of the relay queue.
  const { relayQueue } = names;
  const deferred = { queue: names.deferredQueue, deadLetters: relayQueue.deadLetters };
  return {
    ...names,
    queuePrefix: commonBeginning([
      ...Object.values(relayQueue),
      names.deferredQueue,
      ...owned.flatMap(({ queue, deadLetters }) => [queue.before, deadLetters.before]),
    ]),
    functionPrefix: commonBeginning([names.relayFunction, ...functions.map(({ before }) => before)]),
    queueNamed(name) {
      if (name === deferred.queue) return { ...deferred, isDeadLetters: false };
      const isDeadLetters = name === relayQueue.deadLetters;
      if (isDeadLetters || name === relayQueue.queue) return { ...relayQueue, isDeadLetters };
      for (const { of, queue, deadLetters } of owned) {
        // Of dead letters first: with a scheme that puts the owner last, their names may look like those of a queue.
        const ofDeadLetters = deadLetters.ownerIn(name);
        if (ofDeadLetters !== undefined) return { ...of(ofDeadLetters), isDeadLetters: true };
        const owner = queue.ownerIn(name);
        if (owner !== undefined) return { ...of(owner), isDeadLetters: false };
      }
      return undefined;
    },
    isFunction: (name) =>
      name === names.relayFunction || functions.some(({ ownerIn }: OwnedName) => ownerIn(name) !== undefined),
  };
}

export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

function commonBeginning([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
