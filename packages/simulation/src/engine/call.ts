import { clientOf } from './client.ts';
import type { Fate } from './fate.ts';
import type { Instance } from './instance.ts';
import { outageAt } from './outage.ts';
import { answerLost, serverError, throttled } from './service-error.ts';
import type { Simulator } from './simulator.ts';

/** Which call, for the count of calls and for the trace. */
export interface Call {
  readonly operation: string;
  /** What it is about, where that is a text: a token, or a key. */
  readonly subject?: string;
  /** What was handed over, put together only for a trace. */
  readonly input?: () => string;
}

/** Milliseconds. How long after its caller's client has given up a late call takes effect, at most. */
const LONGEST_LATENESS = 10_000;

const never = () => new Promise<never>(() => {});

/**
 * One call to AWS by `from`: it takes effect after a while and is answered after another, unless a fault strikes.
 * `effect` is what the service does, at one instant; what it throws is the service's answer.
 */
export function callAws<T>(simulator: Simulator, from: Instance, call: Call, effect: () => T): Promise<T> {
  if (!from.isAlive()) return never();
  simulator.calls.add(from.role, call.operation);
  const outage = outageAt(simulator.outages, call.operation, simulator.time.now());
  const fate = outage?.how ?? simulator.drawFate(simulator.random, simulator.faults());
  if (fate === 'crashBefore') {
    crashBefore(simulator, from, call);
    return never();
  }
  const client = clientOf(from.role, call.operation);
  return new Promise<T>((resolve, reject) => {
    const hear = (answer: Answer<T>) => {
      if (!from.isAlive()) return;
      if ('value' in answer) resolve(answer.value);
      else reject(answer.error);
    };
    const arrive = (planned: Fate) => {
      const as = fateOnArrival(simulator, from, call, planned);
      if (as === 'crashBefore') return crashBefore(simulator, from, call);
      const answer = take(simulator, from, call, as, effect);
      if (as === 'crashAfter') from.crash();
      if (as === 'sentTwice') return again();
      simulator.time.after(isHung(as) ? client.givesUpAfter : latency(simulator), () => hear(answer));
    };
    const again = () => {
      const pause = simulator.random.integer(1, client.attemptTimeout);
      simulator.time.after(pause, () => from.isAlive() && arrive('answered'), nameOf(from, call, fate));
    };
    if (fate === 'late') {
      const lateness = simulator.random.integer(1, LONGEST_LATENESS);
      simulator.time.after(client.givesUpAfter, () => hear({ error: answerLost() }));
      simulator.time.after(client.givesUpAfter + lateness, () => arrive('late'), nameOf(from, call, fate));
    } else {
      const first = fate === 'sentTwice' && client.attempts === 1 ? 'answered' : fate;
      simulator.time.after(latency(simulator), () => arrive(first), nameOf(from, call, fate));
    }
  });
}

/** What a caller has sent that is dead by now takes effect, and its answer is not heard. */
function fateOnArrival(simulator: Simulator, from: Instance, { operation }: Call, planned: Fate): Fate {
  return planned === 'answered' && from.isAlive() ? simulator.fateOnArrival(operation) : planned;
}

function crashBefore({ trace, time }: Simulator, from: Instance, call: Call): void {
  trace.add(time.now(), from.name, () => `${textOf(call)}: CRASH before the call`);
  from.crash();
}

/**
 * For a clock that tries every order. What is published or sent has none: it only brings a message about, whose handling
 * begins with calls of its own.
 */
function nameOf(from: Instance, { operation, subject = '' }: Call, fate: Fate): string | undefined {
  const isShared = operation.startsWith('dynamodb.') || operation.startsWith('sfn.');
  return isShared ? `${from.name} ${operation} ${subject} ${fate}` : undefined;
}

const isHung = (fate: Fate) => fate === 'hungBefore' || fate === 'hungAfter';

type Answer<T> = { readonly value: T } | { readonly error: unknown };

/** The call reaches the service. A fault in place of the service's own answer leaves the caller unsure. */
function take<T>(simulator: Simulator, from: Instance, call: Call, fate: Fate, effect: () => T): Answer<T> {
  const say = (what: () => string) =>
    simulator.trace.add(simulator.time.now(), from.name, () => `${textOf(call)}: ${what()}`);
  if (fate === 'throttled' || fate === 'refused') {
    say(() => (fate === 'throttled' ? 'THROTTLED' : '5XX, no effect'));
    return { error: fate === 'throttled' ? throttled() : serverError() };
  }
  if (fate === 'hungBefore') {
    say(() => 'HANGS without effect');
    return { error: answerLost() };
  }
  const answer = attempt(effect);
  say(() => `${described(answer)}${remark[fate]}`);
  if (fate === 'answerLost' || fate === 'hungAfter') return { error: answerLost() };
  if (fate === 'failed') return { error: serverError() };
  return answer;
}

const textOf = ({ operation, input }: Call) => (input === undefined ? operation : `${operation}(${input()})`);

const remark = {
  answered: '',
  answerLost: ', ANSWER LOST',
  failed: ', 5XX after it took effect',
  crashAfter: ', CRASH after it',
  crashBefore: '',
  hungBefore: '',
  hungAfter: ', HANGS after it took effect',
  sentTwice: ', ANSWER LOST, and the client sends it AGAIN',
  late: ', LATE: its caller had given up',
} as const;

function attempt<T>(effect: () => T): Answer<T> {
  try {
    return { value: effect() };
  } catch (error) {
    return { error };
  }
}

function described(answer: Answer<unknown>): string {
  if ('error' in answer) return answer.error instanceof Error ? answer.error.name : String(answer.error);
  return answer.value === undefined ? 'ok' : (JSON.stringify(answer.value) ?? 'ok');
}

/** Milliseconds on the wire in one direction. */
function latency({ random, faults }: Simulator): number {
  return random.chance(faults().slow) ? random.integer(50, 2_000) : random.integer(1, 20);
}
