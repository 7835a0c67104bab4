import { z } from 'zod';
import {
  type Assembly,
  type AssemblyOptions,
  type IgnoredResource,
  type Output,
  readAssembly,
} from '../assembly/assembly.ts';
import { type AwsEnvironment, queueArnOfUrl, queueUrl } from '../foundation/aws-environment.ts';
import { AwsError } from '../foundation/aws-error.ts';
import type { Faults } from '../foundation/faults.ts';
import type { DroppedCall } from '../foundation/kept-calls.ts';
import type { ManualClock } from '../foundation/manual-clock.ts';
import type { Resource } from '../foundation/resources/resource-type.ts';
import type { Caller } from '../foundation/service.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { resourceTypes } from '../service-definitions.ts';
import type { Services } from '../services.ts';
import { type ClientConfig, clientConfig, developerKeys } from './client-config.ts';
import type { Log, LogEntry } from './log.ts';
import type { EventFilter, PublishedEvent, PublishedEvents } from './published-events.ts';
import { createReceiveMessage, type ReceiveMessage } from './receive-message.ts';
import { type Reloaded, reloadFunctions } from './reload.ts';

/** A running local runtime. */
export interface Local {
  /** `http://127.0.0.1:PORT`, of every service. */
  readonly endpoint: string;
  /** What an AWS SDK or the AWS CLI needs in its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What an AWS SDK client takes: `new SFNClient(local.clientConfig)`. */
  readonly clientConfig: ClientConfig;
  readonly resources: readonly Resource[];
  /** Resources of the templates that do not run: left out when asked to, or without an effect on one machine. */
  readonly ignored: readonly IgnoredResource[];
  /** Calls of earlier runs on this data folder that can't be made any more: what they made is not there. */
  readonly dropped: readonly DroppedCall[];
  /** Outputs of the stacks. */
  readonly outputs: readonly Output[];
  /** Milliseconds since the epoch, by the runtime's clock. */
  now(): number;
  /**
   * Moves the clock on by so many milliseconds, timer by timer, and lets each one's consequences come to rest.
   * Functions see the driven time in `Date`; their own `setTimeout` is the machine's.
   */
  advance(milliseconds: number): Promise<void>;
  /** Resolves once no invocation, delivery or call goes on. */
  idle(): Promise<void>;
  /** Invokes a function by its name, ARN or logical ID and waits for its answer. Rejects with what it threw. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Switches all event source mappings of a function, as a worker that goes down or comes up. */
  setMappingEnabled(functionName: string, enabled: boolean): Promise<void>;
  /** Takes the next message off a queue (name, ARN or logical ID), as another program would. */
  receiveMessage: ReceiveMessage;
  /** Publishes an event, like a client that has `events:PutEvents`; gives back its ID. */
  publish(event: EventToPublish): Promise<string>;
  /** The events that were published to the app's buses, in their order. */
  publishedEvents(filter?: EventFilter): PublishedEvent[];
  /** Faults to put in, for tests of what an app does about them. */
  readonly faults: Faults;
  /** Hears everything that happens; gives back what ends it. */
  onLog(listener: (entry: LogEntry) => void): () => void;
  /**
   * Takes up the functions of a newer synthesis of the app: what runs ends as it began, what waits is handled by the
   * new code.
   * @throws AssemblyError; then everything stays as it was
   */
  reloadFrom(app: string | readonly string[]): Reloaded;
  /** Ends everything: no port, thread or handle is left. What waits stays in the data folder, where there is one. */
  stop(): Promise<void>;
}

export interface EventToPublish {
  /** Name or ARN; the app's only bus by default. */
  readonly bus?: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
}

export interface LocalParts {
  readonly gateway: Gateway;
  readonly environment: AwsEnvironment;
  readonly assembly: Assembly;
  readonly services: Services;
  readonly dropped: readonly DroppedCall[];
  readonly clock: ManualClock;
  readonly log: Log;
  readonly published: PublishedEvents;
  readonly developer: Caller;
  readonly options: AssemblyOptions;
  readonly faults: Faults;
  readonly activity: { idle(): Promise<void> };
  readonly stop: () => Promise<void>;
}

/** What a function answers that failed; a program of its own may leave out either. */
const thrown = z
  .object({ errorType: z.string().default('Error'), errorMessage: z.string().default('') })
  .catch({ errorType: 'Error', errorMessage: '' });

/** The answer of PutEvents. */
const eventsPut = z.object({
  Entries: z.array(
    z.object({
      EventId: z.string().optional(),
      ErrorCode: z.string().optional(),
      ErrorMessage: z.string().optional(),
    }),
  ),
});

export function createLocal(parts: LocalParts): Local {
  const { environment, assembly, services, clock, log, published, developer } = parts;
  const { endpoint, region } = environment;
  const call = async (service: string, operation: string, input: Record<string, unknown>) => {
    const output = await services.router.callService(service, operation, input, {
      ...developer,
      isSpared: true,
    });
    await services.committed();
    return output;
  };
  const nameOf = (type: string, name: string) => find(assembly, type, name)?.name ?? name;
  const functionName = (name: string) => nameOf('AWS::Lambda::Function', name);

  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      // What version 1 of the AWS CLI reads.
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: developerKeys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: developerKeys.secretAccessKey,
    },
    clientConfig: clientConfig(parts.gateway, region),
    resources: assembly.resources,
    ignored: assembly.ignored,
    dropped: parts.dropped,
    outputs: assembly.outputs,
    now: clock.now,
    advance: clock.advance,
    idle: parts.activity.idle,
    async invoke(name, event) {
      const invoked = await services.functions.invoke(functionName(name), {
        payload: JSON.stringify(event ?? {}),
      });
      const answer: unknown = JSON.parse(invoked.payload);
      if (invoked.functionError === undefined) return answer;
      const { errorType, errorMessage } = thrown.parse(answer);
      throw Object.assign(new Error(errorMessage), { name: errorType });
    },
    async setMappingEnabled(name, enabled) {
      const mappings = services.mappings
        .all()
        .filter((mapping) => mapping.functionName === functionName(name));
      if (mappings.length === 0) {
        const message = `The function ${name} has no event source mapping.`;
        throw new AwsError('ResourceNotFoundException', message, 404);
      }
      for (const { uuid } of mappings)
        await call('lambda', 'UpdateEventSourceMapping', { UUID: uuid, Enabled: enabled });
    },
    receiveMessage: createReceiveMessage({
      call,
      urlOf: (name) => queueUrl(environment, nameOf('AWS::SQS::Queue', name)),
      arrival: (name, signal) =>
        services.queues.arrival(
          queueArnOfUrl(environment, queueUrl(environment, nameOf('AWS::SQS::Queue', name))),
          signal,
        ),
    }),
    async publish({ bus = onlyBus(assembly), source, detailType, detail }) {
      const entry = {
        EventBusName: nameOf('AWS::Events::EventBus', bus),
        Source: source,
        DetailType: detailType,
        Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
      };
      const { Entries } = eventsPut.parse(await call('events', 'PutEvents', { Entries: [entry] }));
      const [{ EventId, ErrorCode, ErrorMessage } = {}] = Entries;
      if (EventId === undefined) throw Object.assign(new Error(ErrorMessage), { name: ErrorCode });
      return EventId;
    },
    publishedEvents: (filter = {}) => published.matching(filter),
    faults: parts.faults,
    onLog: log.on,
    reloadFrom: (app) =>
      reloadFunctions(readAssembly(app, environment, resourceTypes, parts.options), assembly, services),
    stop: parts.stop,
  };
}

/** By logical ID, name or ARN. */
function find(assembly: Assembly, type: string, name: string): Resource | undefined {
  return assembly.resources.find(
    (resource) => resource.type === type && [resource.logicalId, resource.name, resource.arn].includes(name),
  );
}

function onlyBus(assembly: Assembly): string {
  const buses = assembly.resources.filter(({ type }) => type === 'AWS::Events::EventBus');
  const [bus] = buses;
  if (bus !== undefined && buses.length === 1) return bus.name;
  throw new Error(`The app has ${buses.length} event buses: say which one the event is for.`);
}
