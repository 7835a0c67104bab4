import { type Call, callAws } from '../engine/call.ts';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';

/** A port as the service behind it sees it: what happens at the one instant at which the call takes effect. */
export type Local<Port> = {
  readonly [Method in keyof Port]: Port[Method] extends (...input: infer Input) => Promise<infer Output>
    ? (...input: Input) => Output
    : never;
};

/**
 * A port whose every method is one call to AWS by `from`. It can be wrapped before it is handed to the packages:
 * that is how mutants get in.
 */
export function remote<Port extends object>(
  simulator: Simulator,
  from: Instance,
  service: string,
  local: Local<Port>,
): Port {
  const port: Record<string, unknown> = {};
  for (const [method, effect] of Object.entries<(...input: never[]) => unknown>(local)) {
    port[method] = (...input: never[]) =>
      callAws(simulator, from, callOf(service, method, input), () => effect(...input));
  }
  return port as Port;
}

export function callOf(service: string, method: string, input: readonly unknown[]): Call {
  const [subject] = input;
  return {
    operation: `${service}.${method}`,
    ...(typeof subject === 'string' && { subject }),
    input: () => described(input),
  };
}

const DESCRIBED = 200;

/** Inputs for the trace, cut. */
function described(input: readonly unknown[]): string {
  return JSON.stringify(input).slice(1, -1).slice(0, DESCRIBED);
}
