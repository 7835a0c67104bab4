import { AwsError } from './aws-error.ts';

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
  /** Takes all back. */
  clear(): void;
}

/** How the services meet the faults. */
export interface FaultPoints {
  /** @throws AwsError ThrottlingException */
  beforeCall(service: string, operation: string): Promise<void>;
  /** @throws AwsError InternalFailure */
  afterCall(service: string, operation: string): void;
  takeDuplicate(service: 'sqs' | 'events'): boolean;
  takeCrash(functionName: string): boolean;
}

export function createFaults(): { faults: Faults; points: FaultPoints } {
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
      clear: () => left.clear(),
    },
    points: {
      async beforeCall(service, operation) {
        if (left.size === 0) return;
        const call = `${service}:${operation}`;
        const milliseconds = take(`delay ${call}`) ? (delays.get(call) ?? 0) : 0;
        if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
        if (take(`throttle ${call}`)) throw new AwsError('ThrottlingException', 'Rate exceeded');
      },
      afterCall(service, operation) {
        if (left.size > 0 && take(`lose ${service}:${operation}`))
          throw new AwsError('InternalFailure', 'The answer was lost on purpose.', 500);
      },
      takeDuplicate: (service) => left.size > 0 && take(`duplicate ${service}`),
      takeCrash: (functionName) => left.size > 0 && take(`crash ${functionName}`),
    },
  };
}
