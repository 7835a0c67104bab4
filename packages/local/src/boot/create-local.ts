import { z } from 'zod';
import { type Assembly, type AssemblyOptions, readAssembly } from '../assembly/assembly.ts';
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
import { clientConfig, developerKeys } from './client-config.ts';
import type { Local } from './local.ts';
import type { Log } from './log.ts';
import type { PublishedEvents } from './published-events.ts';
import { createReceiveMessage } from './receive-message.ts';
import { reloadFunctions } from './reload.ts';

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
    async reloadFrom(app) {
      const next = await readAssembly(app, environment, resourceTypes, parts.options);
      return reloadFunctions(next, assembly, services);
    },
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
  if (bus === undefined) return 'default';
  if (buses.length === 1) return bus.name;
  throw new Error(`The app has ${buses.length} event buses: say which one the event is for.`);
}
