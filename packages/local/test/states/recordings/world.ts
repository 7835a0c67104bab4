import { createEvents } from '../../../src/events/create-events.ts';
import { AwsError } from '../../../src/foundation/aws-error.ts';
import { createMemoryKeyValueStore } from '../../../src/foundation/data/key-value-store.ts';
import { openStore } from '../../../src/foundation/data/store.ts';
import type { Caller, Operation } from '../../../src/foundation/service.ts';
import { createQueues } from '../../../src/queues/queues.ts';
import { eventTargets } from '../../../src/service-definitions.ts';
import { createStates } from '../../../src/states/create-states.ts';
import { openTables } from '../../../src/tables/tables.ts';
import { createTopics } from '../../../src/topics/topics.ts';
import { manualClock } from '../harness.ts';

export const account = '111111111111';
export const region = 'us-east-1';
export const caller: Caller = { account, region };

/** Answers an invocation of a function of the case. */
export type Invoke = (functionName: string, payload: string | undefined) => Promise<unknown>;

const queueUrlOf = (arn: string) => `http://127.0.0.1:4566/${account}/${arn.split(':').at(-1)}`;

/** Turns of the event loop without work after which nothing more is taken to go on. */
const IDLE_TURNS = 3;

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Step Functions with the services around it, on a clock that the case moves. */
export const openWorld = async (needs: readonly string[], invoke: Invoke) => {
  const time = manualClock();
  const { clock } = time;
  const store = createMemoryKeyValueStore();
  const working = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled: Promise<unknown> = work.then(
      () => working.delete(settled),
      () => working.delete(settled),
    );
    working.add(settled);
    return work;
  };

  const services = new Map<string, Readonly<Record<string, Operation>>>();
  const callService = async (service: string, operation: string, input: object, by: Caller = caller) => {
    const run = services.get(service)?.[operation];
    if (!run) {
      const message = `${service}:${operation} is not supported by the local runtime`;
      throw new AwsError('UnknownOperationException', message);
    }
    return run(input as Record<string, unknown>, by);
  };
  const tracked: typeof callService = (...call) => {
    // What waits for the clock does not keep the clock waiting.
    const waits = call[1] === 'Invoke' || call[1] === 'GetActivityTask' || call[1] === 'StartSyncExecution';
    return waits ? callService(...call) : track(callService(...call));
  };
  const events = createEvents({
    account,
    region,
    clock,
    callService: tracked,
    targets: eventTargets,
    queueUrlOf,
  });
  const queues = createQueues({
    clock,
    store,
    urlOf: (name) => queueUrlOf(`:${name}`),
    arnOfUrl: (url) => `arn:aws:sqs:${region}:${account}:${url.split('/').at(-1)}`,
    onPolicy: () => {},
  });
  const states = createStates({
    ...{ account, region, clock, callService: tracked, track },
    publishStatusChange: (event) => events.publish({ ...event, detail: event.detail as never }),
  });
  const tables = needs.includes('dynamodb')
    ? openTables({
        ...{ account, region, clock, store: openStore(), timeToLiveLagSeconds: 900 },
        onPolicy: () => {},
      })
    : undefined;
  const topics = createTopics({
    ...{ clock, store, callService: tracked, queueUrlOf, track },
    onPolicy: () => {},
  });
  services.set('sns', topics.service.operations);
  services.set('events', events.service.operations);
  services.set('sqs', queues.service.operations);
  services.set('states', states.service.operations);
  if (tables) services.set('dynamodb', tables.service.operations);
  services.set('lambda', {
    async Invoke({ FunctionName, Payload, LogType }) {
      const answer = await invoke(String(FunctionName), Payload as string | undefined);
      return LogType === 'Tail' ? { ...(answer as object), LogResult: 'TG9n' } : answer;
    },
  });

  /** Resolves once nothing goes on that needs no time. */
  const idle = async () => {
    for (let quiet = 0; quiet < IDLE_TURNS; quiet += 1) {
      await turn();
      if (working.size > 0) {
        await Promise.all(working);
        quiet = -1;
      }
    }
  };

  return {
    time,
    callService: tracked,
    idle,
    track,
    async close() {
      await states.stop();
      await events.stop();
      queues.stop();
      topics.stop();
      await tables?.stop();
    },
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;
