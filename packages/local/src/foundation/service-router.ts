import { AwsError } from './aws-error.ts';
import type { FaultPoints } from './faults.ts';
import { type OnFirstUse, onFirstUse } from './first-use.ts';
import { type InputShapes, parseInput } from './input-schema.ts';
import type { Authorize, Caller, CallService, Service } from './service.ts';

/** A call that was made: for logs and tests. */
export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
  readonly caller: Caller;
  readonly output?: unknown;
  readonly error?: unknown;
}

/** The supported services, and the one way to call them, from the network and from one another. */
export interface ServiceRouter {
  /** What an operation is given has the shape of its schema, where there is one. */
  add(iamPrefix: string, service: Service, inputs?: () => Promise<InputShapes>): void;
  /** The names of a service's operations. */
  operationsOf(iamPrefix: string): readonly string[];
  readonly callService: CallService;
  onCall(listener: (call: Call) => void): () => void;
}

export interface ServiceRouterOptions {
  readonly authorize: Authorize;
  /** Counts calls as activity. A receive may poll for long, and is not counted. */
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  /** None by default. */
  readonly faults?: FaultPoints;
}

export function createServiceRouter({ authorize, track, faults }: ServiceRouterOptions): ServiceRouter {
  const services = new Map<string, Service & { readonly inputs?: OnFirstUse<InputShapes> }>();
  const listeners = new Set<(call: Call) => void>();

  const call: CallService = async (service, operation, given, caller) => {
    let input = given;
    const report = (outcome: { output: unknown } | { error: unknown }) => {
      for (const listener of listeners) listener({ service, operation, input, caller, ...outcome });
    };
    try {
      const operations = services.get(service)?.operations ?? {};
      const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (run === undefined) throw unknownOperation(service, operation);
      const used = services.get(service)?.inputs?.();
      const schema = (used instanceof Promise ? await used : used)?.[operation];
      if (schema !== undefined) input = parseInput(schema, given);
      await authorize(service, operation, input, caller);
      const afterCall = await faults?.beforeCall(service, operation, caller);
      const output = await run(input, caller);
      afterCall?.();
      report({ output });
      return output;
    } catch (error) {
      report({ error });
      throw error;
    }
  };

  return {
    add(iamPrefix, service, inputs) {
      services.set(iamPrefix, { ...service, ...(inputs && { inputs: onFirstUse(inputs) }) });
    },
    operationsOf: (iamPrefix) => Object.keys(services.get(iamPrefix)?.operations ?? {}),
    callService(service, operation, input, caller) {
      const work = call(service, operation, input, caller);
      return operation === 'ReceiveMessage' ? work : track(work);
    },
    onCall(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export function unknownOperation(service: string, operation: string): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `${service}:${operation} is not supported by the local runtime.`,
  );
}
