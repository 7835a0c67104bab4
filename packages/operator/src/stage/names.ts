import { OperatorError } from '../operator-error.ts';

/** Names of a stage's resources, as the constructs give them. */
export interface StageNames {
  readonly prefix: string;
  readonly eventBus: string;
  readonly callbacksTable: string;
  readonly relayFunction: string;
  readonly relayQueue: string;
}

/** @throws OperatorError `invalid-input` where it is not 1 to 12 of a-z and 0-9 from a letter on */
export function stageNames(stage: string): StageNames {
  if (!/^[a-z][a-z0-9]{0,11}$/.test(stage))
    throw new OperatorError(
      'invalid-input',
      `A stage is 1 to 12 of a-z and 0-9 and starts with a letter; given ${JSON.stringify(stage)}. Name it as dev or prod.`,
    );
  const prefix = `callback-relay-${stage}`;
  return {
    prefix,
    eventBus: prefix,
    callbacksTable: `${prefix}-callbacks`,
    relayFunction: `${prefix}-relay`,
    relayQueue: `${prefix}-results`,
  };
}

const deadLetters = '-dead-letters';
const requests = '-requests';

export function isDeadLetterQueue(name: string): boolean {
  return name.endsWith(deadLetters);
}

/** The queue whose messages a dead-letter queue takes. */
export function sourceQueueOf(deadLetterQueue: string): string {
  return deadLetterQueue.slice(0, -deadLetters.length);
}

export function deadLettersOf(queue: string): string {
  return `${queue}${deadLetters}`;
}

export function requestQueueOf({ prefix }: StageNames, worker: string): string {
  return `${prefix}-${worker}${requests}`;
}

/** The worker whose requests a queue takes; undefined for other queues. */
export function workerOf({ prefix }: StageNames, queue: string): string | undefined {
  if (!queue.startsWith(`${prefix}-`) || !queue.endsWith(requests)) return undefined;
  return queue.slice(prefix.length + 1, -requests.length);
}

export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}
