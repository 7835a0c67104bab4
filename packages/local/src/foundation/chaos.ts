import { createHash } from 'node:crypto';

/** A fault that a seed has drawn. */
export interface ChaosFault {
  readonly fault: 'throttle' | 'lose-answer' | 'delay' | 'duplicate' | 'crash';
  /** The operation and who calls it, as `events:PutEvents by worker`; `sqs` or `events` of what comes twice; or the function. */
  readonly at: string;
  /** Which one of its kind there: a caller's first call of an operation is 1. */
  readonly call: number;
  readonly milliseconds?: number;
}

/** Draws faults for a seed: the nth call of an operation by a function has the same fate, whatever else goes on. */
export interface Chaos {
  /** @param caller a function's name, or a service's; left out for a program outside */
  ofCall(service: string, operation: string, caller?: string): ChaosFault | undefined;
  isDuplicated(service: 'sqs' | 'events'): boolean;
  isCrashed(functionName: string): boolean;
}

/** Of a hundred: calls that are throttled, whose answers are lost, or that wait; what comes twice; invocations that end. */
const RATES = { throttle: 4, loseAnswer: 4, delay: 6, duplicate: 6, crash: 4 };
const LONGEST_DELAY_MS = 500;

/**
 * Calls that move work on, whichever function or program makes them. What starts, reads, sets up and receives is left
 * alone: faults there would say something of the test, and nothing of the app.
 */
const struck: Readonly<Record<string, RegExp>> = {
  dynamodb: /^(Get|Put|Update|Delete|Query|BatchGet|BatchWrite|TransactGet|TransactWrite)(Item|Items)?$/,
  events: /^PutEvents$/,
  lambda: /^Invoke$/,
  sns: /^Publish(Batch)?$/,
  sqs: /^(SendMessage|DeleteMessage|ChangeMessageVisibility)(Batch)?$/,
  states: /^SendTask(Success|Failure|Heartbeat)$/,
};

/** @throws TypeError where the seed is not a whole number of 0 or more */
export function createChaos(seed: number, struckBy: (fault: ChaosFault) => void): Chaos {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new TypeError(`a chaos seed is a whole number of 0 or more, such as 7; given: ${seed}`);
  const counts = new Map<string, number>();
  /** From 0 up to, but not, 100. */
  const draw = (at: string): { readonly call: number; readonly share: number; readonly second: number } => {
    const call = (counts.get(at) ?? 0) + 1;
    counts.set(at, call);
    const digest = createHash('sha256').update(`${seed} ${at} ${call}`).digest();
    return {
      call,
      share: (digest.readUInt32BE() / 2 ** 32) * 100,
      second: digest.readUInt32BE(4) / 2 ** 32,
    };
  };
  const strike = (fault: ChaosFault): ChaosFault => {
    struckBy(fault);
    return fault;
  };
  const once = (fault: 'duplicate' | 'crash', at: string): boolean => {
    const { call, share } = draw(`${fault} ${at}`);
    return share < RATES[fault] && strike({ fault, at, call }) !== undefined;
  };
  return {
    ofCall(service, operation, caller) {
      if (struck[service]?.test(operation) !== true) return undefined;
      const at = `${service}:${operation}${caller === undefined ? '' : ` by ${caller}`}`;
      const { call, share, second } = draw(at);
      const { throttle, loseAnswer, delay } = RATES;
      if (share < throttle) return strike({ fault: 'throttle', at, call });
      if (share < throttle + loseAnswer) return strike({ fault: 'lose-answer', at, call });
      if (share >= throttle + loseAnswer + delay) return undefined;
      return strike({ fault: 'delay', at, call, milliseconds: Math.ceil(second * LONGEST_DELAY_MS) });
    },
    isDuplicated: (service) => once('duplicate', service),
    isCrashed: (functionName) => once('crash', functionName),
  };
}
