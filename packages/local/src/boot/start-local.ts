import { type Assembly, readAssembly } from '../assembly/assembly.ts';
import { createActivity } from '../foundation/activity.ts';
import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import type { DataFolder } from '../foundation/data/data-folder.ts';
import { errorCode } from '../foundation/error-message.ts';
import { createFaults } from '../foundation/faults.ts';
import { createManualClock } from '../foundation/manual-clock.ts';
import type { Caller } from '../foundation/service.ts';
import { createServiceRouter } from '../foundation/service-router.ts';
import { createControl } from '../gateway/control.ts';
import { type Gateway, openGateway } from '../gateway/gateway.ts';
import { trusts } from '../policies/malformed-policy.ts';
import { roleProperties } from '../policies/resource-properties.ts';
import { definitions, resourceTypes } from '../service-definitions.ts';
import { type Services, startServices } from '../services.ts';
import { checkOptions, regionOf } from './check-options.ts';
import { createLocal } from './create-local.ts';
import { deploy, resourcesOf } from './deploy.ts';
import type { Local } from './local.ts';
import type { LocalOptions } from './local-options.ts';
import { LocalOptionsError } from './local-options-error.ts';
import { createLog } from './log.ts';
import { partitionKeys } from './partition-keys.ts';
import { PortInUseError } from './port-in-use.ts';
import { watchPublishedEvents } from './published-events.ts';
import { replayCalls } from './replay-calls.ts';

/** The account that every resource is in. */
export const localAccount = '000000000000';

const TIME_TO_LIVE_LAG_SECONDS = 900;

/**
 * Hosts a synthesized CDK app on this machine.
 * @throws AssemblyError where the app needs what is not supported by the local runtime, {@link LocalOptionsError},
 * {@link PortInUseError}, DataFolderError
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  checkOptions(options);
  const region = regionOf(options);
  const data = options.dataDir === undefined ? undefined : await openData(options.dataDir);
  const begun = begin(options, region);
  let gateway: Gateway | undefined;
  let services: Services | undefined;
  let status: 'starting' | 'ok' | 'stopping' = 'starting';
  const stop = async () => {
    status = 'stopping';
    await services?.stop();
    begun.clock.stop();
    await gateway?.stop();
    data?.store.close();
  };
  try {
    const { router, developer, clock, faults } = begun;
    const running: { local?: Local } = {};
    const control = createControl({
      ...{ clock, faults },
      status: () => status,
      resources: () => running.local?.resources ?? [],
      setMappingEnabled: async (name, enabled) => running.local?.setMappingEnabled(name, enabled),
    });
    gateway = await listen(options.port ?? data?.port ?? 0, {
      ...{ definitions, callService: router.callService, developer, control },
      ...(options.requests && { requests: options.requests }),
      ...(options.forward && { forward: options.forward }),
      isReady: () => status === 'ok',
      functionUrl: async (request) => {
        if (services === undefined) throw new Error('not asked before services are there');
        return services.urls.answer(request);
      },
      principalOf: (key) => services?.functions.principalOf(key),
      committed: () => services?.committed() ?? Promise.resolve(),
    });
    data?.keepPort(Number(new URL(gateway.endpoint).port));
    const environment: AwsEnvironment = {
      account: localAccount,
      region: developer.region,
      endpoint: gateway.endpoint,
    };
    const assembly = await readAssembly(options.app, environment, resourceTypes, options);
    services = await open(options, begun, environment, gateway, assembly, data);
    await deployAll(assembly, services, begun, environment);
    const dropped = await replayCalls(services, begun);
    running.local = createLocal({
      ...begun,
      gateway,
      environment,
      assembly,
      services,
      dropped,
      options,
      stop,
    });
    const resume = await services.resuming();
    status = 'ok';
    if (options.chaos !== undefined) faults.chaos(options.chaos);
    resume();
    return running.local;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What keeps data is loaded for a runtime that keeps some. */
async function openData(directory: string): Promise<DataFolder> {
  const { openDataFolder } = await import('../foundation/data/data-folder.ts');
  return openDataFolder(directory);
}

/** What stands before anything is read or listens. */
function begin(options: LocalOptions, region: string) {
  const activity = createActivity();
  const authorize = { current: (..._call: Parameters<Services['authorizer']['authorize']>) => {} };
  const log = createLog();
  const { faults, points } = createFaults((fault) => log.add({ kind: 'chaos', ...fault }));
  const router = createServiceRouter({
    authorize: (...call) => authorize.current(...call),
    track: activity.track,
    faults: points,
  });
  const developer: Caller = { account: localAccount, region };
  const clock = createManualClock({ stopped: options.clock === 'stopped', idle: activity.idle });
  router.onCall((call) => log.add({ kind: 'call', ...call }));
  return {
    activity,
    authorize,
    router,
    developer,
    clock,
    faults,
    points,
    log,
    published: watchPublishedEvents(router),
  };
}

export type Begun = ReturnType<typeof begin>;

async function open(
  options: LocalOptions,
  { activity, authorize, router, clock, points, log }: Begun,
  environment: AwsEnvironment,
  { answer }: Gateway,
  assembly: Assembly,
  data: DataFolder | undefined,
): Promise<Services> {
  const services = await startServices({
    ...{ environment, answer, clock, activity, router, kept: data?.store, faults: points },
    observers: {
      line: (line) => log.add({ kind: 'line', ...line }),
      invoking: (start) => log.add({ kind: 'invoking', ...start }),
      invocation: (report) => log.add({ kind: 'invocation', ...report }),
      mapping: ({ functionName }, result, requestId) =>
        log.add({ kind: 'mapping', functionName, result, ...(requestId !== undefined && { requestId }) }),
      item: (written) => log.add({ kind: 'item', ...written }),
    },
    partitionKeyOf: partitionKeys(assembly),
    timeToLiveLagSeconds: options.timeToLiveLagSeconds ?? TIME_TO_LIVE_LAG_SECONDS,
  });
  authorize.current = services.authorizer.authorize;
  services.states.onEvent((reported) => log.add({ kind: 'history', ...reported }));
  services.events.onDelivery((report) => log.add({ kind: 'delivery', ...report }));
  services.events.onUnmatched((event) => log.add({ kind: 'unmatched', ...event }));
  return services;
}

function deployAll(
  assembly: Assembly,
  { deployers, authorizer }: Services,
  { router, developer }: Begun,
  environment: AwsEnvironment,
): Promise<void> {
  const ofType = resourcesOf(assembly);
  return deploy(assembly, deployers, {
    environment,
    ofType,
    call: (service, operation, input) => router.callService(service, operation, input, developer),
    setResourcePolicies: authorizer.setResourcePolicies,
    assertAssumable(roleArn, service) {
      const role = ofType('AWS::IAM::Role', roleProperties).find(({ arn }) => arn === roleArn);
      if (role !== undefined && !trusts(role.properties.AssumeRolePolicyDocument, service))
        throw new Error(
          `the role ${role.name} can't be assumed by ${service}: its trust policy does not name it`,
        );
    },
    authorize: (service, operation, input, roleArn) =>
      authorizer.authorize(service, operation, input, { ...developer, roleArn }),
  });
}

async function listen(
  port: number,
  options: Omit<Parameters<typeof openGateway>[0], 'port'>,
): Promise<Gateway> {
  try {
    return await openGateway({ ...options, port });
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EADDRINUSE') throw new PortInUseError(port);
    if (code === 'EACCES')
      throw new LocalOptionsError([
        `this user may not open the port ${port}: choose one over 1023, or 0 for any free one`,
      ]);
    throw error;
  }
}
