import { AwsError } from './aws-error.ts';
import { type Chaos, type ChaosFault, createChaos } from './chaos.ts';
import type { Caller } from './service.ts';

/** Faults that are put in on purpose: each strikes so many times, and is then gone. */
export interface Faults {
  /** The next calls of the operation are throttled. */
  throttle(service: string, operation: string, count?: number): void;
  /** The next calls of the operation do what they do, and their answers are lost. */
  loseAnswer(service: string, operation: string, count?: number): void;
  /** The next calls of the operation wait, in milliseconds of the machine's clock. */
  delay(service: string, operation: string, milliseconds: number, count?: number): void;
  /** The next messages that are received, or the next events that are delivered, come twice. */
  duplicate(service: 'sqs' | 'events', count?: number): void;
  /** The function's next invocation ends its instance. */
  crashNextInvocation(functionName: string): void;
  /**
   * From here on a seed draws faults: lost answers, duplicates, delays, throttles, crashes. The same seed has the same fate for
   * the same call of an operation. What is called on the runtime itself, as `publish`, is left alone.
   * @throws TypeError where the seed is not a whole number of 0 or more
   */
  chaos(seed: number): void;
  /** Takes all back, chaos too. */
  clear(): void;
}

/** How the services meet the faults. */
export interface FaultPoints {
  /**
   * Resolves with what is to be done after the call, which throws where its answer is lost.
   * @throws AwsError ThrottlingException, of Lambda TooManyRequestsException
   */
  beforeCall(service: string, operation: string, caller: Caller): Promise<() => void>;
  takeDuplicate(service: 'sqs' | 'events'): boolean;
  takeCrash(functionName: string): boolean;
}

/** @param struck hears what chaos does */
export function createFaults(struck: (fault: ChaosFault) => void = () => {}): {
  faults: Faults;
  points: FaultPoints;
} {
  let chaos: Chaos | undefined;
  const left = new Map<string, number>();
  const delays = new Map<string, number>();
  const add = (key: string, count: number) => void left.set(key, (left.get(key) ?? 0) + count);
  const take = (key: string): boolean => {
    const count = left.get(key) ?? 0;
    if (count <= 1) left.delete(key);
    else left.set(key, count - 1);
    return count > 0;
  };
  return {
    faults: {
      throttle: (service, operation, count = 1) => add(`throttle ${service}:${operation}`, count),
      loseAnswer: (service, operation, count = 1) => add(`lose ${service}:${operation}`, count),
      delay(service, operation, milliseconds, count = 1) {
        add(`delay ${service}:${operation}`, count);
        delays.set(`${service}:${operation}`, milliseconds);
      },
      duplicate: (service, count = 1) => add(`duplicate ${service}`, count),
      crashNextInvocation: (functionName) => add(`crash ${functionName}`, 1),
      chaos(seed) {
        chaos = createChaos(seed, struck);
      },
      clear() {
        left.clear();
        chaos = undefined;
      },
    },
    points: {
      async beforeCall(service, operation, { isSpared, sessionName, servicePrincipal }) {
        const name = sessionName ?? servicePrincipal;
        const drawn = isSpared ? undefined : chaos?.ofCall(service, operation, name);
        if (left.size === 0 && drawn === undefined) return nothing;
        const call = `${service}:${operation}`;
        const planned = take(`delay ${call}`) ? (delays.get(call) ?? 0) : 0;
        const milliseconds = planned + (drawn?.milliseconds ?? 0);
        if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
        if (take(`throttle ${call}`) || drawn?.fault === 'throttle') throw throttledBy(service);
        return () => {
          if (take(`lose ${call}`) || drawn?.fault === 'lose-answer') throw lostBy(service);
        };
      },
      takeDuplicate: (service) => take(`duplicate ${service}`) || chaos?.isDuplicated(service) === true,
      takeCrash: (functionName) => take(`crash ${functionName}`) || chaos?.isCrashed(functionName) === true,
    },
  };
}

const nothing = () => {};

/**
 * Lambda has names of its own for both, which Retry of a state machine goes by.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
function throttledBy(service: string): AwsError {
  return service === 'lambda'
    ? new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: 'CallerRateLimitExceeded' })
    : new AwsError('ThrottlingException', 'Rate exceeded');
}

function lostBy(service: string): AwsError {
  const message = 'The answer was lost on purpose.';
  return new AwsError(service === 'lambda' ? 'ServiceException' : 'InternalFailure', message, 500);
}
