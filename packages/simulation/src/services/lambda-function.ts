import { type Instance, instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';

export interface LambdaFunction<Input, Output> {
  readonly name: string;
  invoke(input: Input): { readonly instance: Instance; readonly response: Promise<Output> };
}

export interface LambdaOptions<Input, Output> {
  readonly role: string;
  readonly account: string;
  /** Milliseconds; an invocation that takes longer is killed with its instance. */
  readonly timeout: number;
  /** The composition root: runs once an instance, and returns the handler. */
  readonly create: (instance: Instance) => (input: Input) => Promise<Output>;
}

/** An invocation that its function did not survive, as its caller hears of it. */
export class FunctionCrash extends Error {
  override readonly name: 'Runtime.ExitError' | 'Sandbox.Timedout' | 'Lambda.TooManyRequestsException';

  constructor(name: FunctionCrash['name'], message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Lambda: an instance serves one invocation at a time and is used again while it is warm, state included; when all
 * are busy another one starts. The promise of a crashed invocation rejects, because the caller lives on.
 */
export function lambdaFunction<Input, Output>(
  simulator: Simulator,
  options: LambdaOptions<Input, Output>,
): LambdaFunction<Input, Output> {
  type Warm = { readonly instance: Instance; readonly handler: (input: Input) => Promise<Output> };
  const idle: Warm[] = [];
  let started = 0;

  function start(): Warm {
    const fresh = instance(options.role, ++started, options.account);
    return { instance: fresh, handler: options.create(fresh) };
  }

  function invoke(input: Input) {
    const warm = idle.pop() ?? start();
    const response = new Promise<Output>((resolve, reject) => {
      let isTimedOut = false;
      const cancelTimeout = simulator.time.after(options.timeout, () => {
        simulator.trace.add(simulator.time.now(), warm.instance.name, () => 'TIMED OUT');
        isTimedOut = true;
        warm.instance.crash();
      });
      const leave = () => {
        cancelTimeout();
        if (warm.instance.isAlive() && !idle.includes(warm)) idle.push(warm);
      };
      warm.instance.onCrash(() => {
        cancelTimeout();
        reject(new FunctionCrash(isTimedOut ? 'Sandbox.Timedout' : 'Runtime.ExitError', warm.instance.name));
      });
      warm.handler(input).then(
        (output) => {
          leave();
          resolve(output);
        },
        (error: unknown) => {
          leave();
          reject(error);
        },
      );
    });
    return { instance: warm.instance, response };
  }

  return { name: options.role, invoke };
}
