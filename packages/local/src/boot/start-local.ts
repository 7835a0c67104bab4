import { createActivity } from '../activity.ts';
import { type Assembly, readAssembly } from '../assembly/assembly.ts';
import type { Place } from '../assembly/place.ts';
import { type DataFolder, openDataFolder } from '../data/data-folder.ts';
import { deploy } from '../deploy/deploy.ts';
import { createDrivenClock } from '../driven-clock.ts';
import { createControl } from '../gateway/control.ts';
import { type Gateway, openGateway } from '../gateway/gateway.ts';
import { type House, openHouse } from '../house.ts';
import type { Caller } from '../service.ts';
import { createSwitchboard } from '../switchboard.ts';
import { createLocal, type Local } from './local.ts';
import { createLog } from './log.ts';
import { partitionKeys } from './partition-keys.ts';
import { watchPublishedEvents } from './published-events.ts';

export interface LocalOptions {
  /** A CDK app's output folder: what `cdk synth` wrote, `cdk.out` by default there. */
  readonly app: string;
  /** Of the endpoint, on 127.0.0.1. By default the one that the data folder had before, else any free one. */
  readonly port?: number;
  /** Where everything that waits is kept, over stops and crashes. By default it is gone with the process. */
  readonly dataDir?: string;
  /** `AWS_REGION` by default, else us-east-1. */
  readonly region?: string;
  /** `stopped` for tests: time moves only by `advance`. By default it flows, and can be advanced. */
  readonly clock?: 'flowing' | 'stopped';
  /** How long, at most, an item of a table still shows after its time to live. 900 by default. */
  readonly timeToLiveLagSeconds?: number;
}

/** The account that every resource is in. */
export const localAccount = '000000000000';

const TIME_TO_LIVE_LAG_SECONDS = 900;

/** The port asked for is taken. */
export class PortInUseError extends Error {
  constructor(port: number) {
    super(
      `Port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another port (0 takes any free one).`,
    );
    this.name = 'PortInUseError';
  }
}

/**
 * Hosts a synthesized CDK app on this machine.
 * @throws AssemblyError where the app needs what is not hosted, {@link PortInUseError}, DataFolderError
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const data = options.dataDir === undefined ? undefined : openDataFolder(options.dataDir);
  const begun = begin(options);
  let gateway: Gateway | undefined;
  let house: House | undefined;
  const stop = async () => {
    await house?.stop();
    begun.clock.stop();
    await gateway?.stop();
    data?.release();
  };
  try {
    const { switchboard, developer, clock } = begun;
    const assembly: { current?: Assembly } = {};
    gateway = await listen(options.port ?? data?.port ?? 0, {
      ...{ switchboard, developer, control: createControl(clock, () => assembly.current?.resources ?? []) },
      holder: (key) => house?.functions.holder(key),
    });
    data?.keepPort(Number(new URL(gateway.endpoint).port));
    const place: Place = { account: localAccount, region: developer.region, endpoint: gateway.endpoint };
    assembly.current = readAssembly(options.app, place);
    house = await open(options, begun, place, assembly.current, data);
    await deploy({ assembly: assembly.current, house, developer });
    house.resume();
    return createLocal({ ...begun, place, assembly: assembly.current, house, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What stands before anything is read or listens. */
function begin(options: LocalOptions) {
  const activity = createActivity();
  const authorize = { current: (..._call: Parameters<House['authorizer']['authorize']>) => {} };
  const switchboard = createSwitchboard({
    authorize: (...call) => authorize.current(...call),
    track: activity.track,
  });
  const region = options.region ?? process.env.AWS_REGION ?? 'us-east-1';
  const developer: Caller = { account: localAccount, region };
  const clock = createDrivenClock({ stopped: options.clock === 'stopped', quiet: activity.quiet });
  const log = createLog();
  switchboard.onCall((call) => log.add({ kind: 'call', ...call }));
  return {
    activity,
    authorize,
    switchboard,
    developer,
    clock,
    log,
    published: watchPublishedEvents(switchboard),
  };
}

export type Begun = ReturnType<typeof begin>;

async function open(
  options: LocalOptions,
  { activity, authorize, switchboard, clock, log }: Begun,
  place: Place,
  assembly: Assembly,
  data: DataFolder | undefined,
): Promise<House> {
  const house = await openHouse({
    ...{ place, clock, activity, switchboard, data },
    observers: {
      line: (line) => log.add({ kind: 'line', ...line }),
      invocation: (report) => log.add({ kind: 'invocation', ...report }),
      mapping: ({ functionName }, result) => log.add({ kind: 'mapping', functionName, result }),
    },
    partitionKeyOf: partitionKeys(assembly),
    timeToLiveLagSeconds: options.timeToLiveLagSeconds ?? TIME_TO_LIVE_LAG_SECONDS,
  });
  authorize.current = house.authorizer.authorize;
  house.states.onEvent((executionArn, event) => log.add({ kind: 'history', executionArn, event }));
  house.events.onDelivery((report) => log.add({ kind: 'delivery', ...report }));
  return house;
}

async function listen(
  port: number,
  options: Omit<Parameters<typeof openGateway>[0], 'port'>,
): Promise<Gateway> {
  try {
    return await openGateway({ ...options, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortInUseError(port);
    throw error;
  }
}
