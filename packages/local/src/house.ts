import type { Activity } from './activity.ts';
import { type Place, queueUrl } from './assembly/place.ts';
import { type DataFolder, guarded, guardedAsync } from './data/data-folder.ts';
import { type Cabinet, createMemoryCabinet } from './data/shelf.ts';
import { openSqliteCabinet } from './data/sqlite-cabinet.ts';
import type { DrivenClock } from './driven-clock.ts';
import { createEvents, type Events } from './events/create-events.ts';
import { openSqliteDeliveryStore } from './events/sqlite-delivery-store.ts';
import { createFunctions, type Functions } from './functions/functions.ts';
import { createMappings, type Mappings } from './mappings/mappings.ts';
import type { Observers } from './observers.ts';
import { type Authorizer, createAuthorizer } from './policies/authorizer.ts';
import { createQueues, type Queues } from './queues/queues.ts';
import { createStates, openSqliteStore, type States } from './states/index.ts';
import type { Switchboard } from './switchboard.ts';
import { openTables, type Tables } from './tables/tables.ts';

export interface HouseOptions {
  readonly place: Place;
  readonly clock: DrivenClock;
  readonly activity: Activity;
  readonly switchboard: Switchboard;
  readonly observers: Observers;
  /** The partition key of a table, or of one of its indexes. */
  readonly partitionKeyOf: (tableArn: string, index?: string) => string | undefined;
  readonly timeToLiveLagSeconds: number;
  /** Everything is kept in memory where there is none. */
  readonly data: DataFolder | undefined;
}

/** All services of the runtime, side by side and wired to one another. */
export interface House {
  readonly authorizer: Authorizer;
  readonly tables: Tables;
  readonly queues: Queues;
  readonly functions: Functions;
  readonly mappings: Mappings;
  readonly events: Events;
  readonly states: States;
  readonly switchboard: Switchboard;
  /** Takes up what waited when the process ended: to be called when everything is hosted. */
  resume(): void;
  stop(): Promise<void>;
}

/** @throws DataFolderError */
export async function openHouse(options: HouseOptions): Promise<House> {
  const { place, clock, activity, switchboard, observers, data } = options;
  const { account, region } = place;
  const { callService } = switchboard;
  const { track } = activity;
  const cabinet = openCabinet(data);
  const urlOfQueue = (arn: string) => queueUrl(place, arn.split(':').at(-1) ?? '');

  const authorizer: Authorizer = createAuthorizer({
    partitionKeyOf: options.partitionKeyOf,
    stateMachineOf: (taskToken) => states.machineOf(taskToken),
    queueArnOf: (url) => `arn:aws:sqs:${region}:${account}:${url.split('/').at(-1)}`,
  });
  const tableOptions = {
    ...{ account, region, clock, cabinet, timeToLiveLagSeconds: options.timeToLiveLagSeconds },
    ...(data && { path: data.path('tables') }),
  };
  const tables = await guardedAsync(tableOptions.path ?? '', () => openTables(tableOptions));
  const queues = createQueues({
    ...{ clock, cabinet, urlOf: (name) => queueUrl(place, name) },
    onPolicy: (arn, document) =>
      authorizer.setResourcePolicies(arn, document ? [{ name: 'Policy', document }] : []),
  });
  const functions = createFunctions({
    ...{ ...place, clock, cabinet, callService, track, time: clock.time, queueUrlOf: urlOfQueue },
    ...{ onLine: observers.line, onReport: observers.invocation },
  });
  const mappings = createMappings({
    ...{ clock, cabinet, callService, functions, track, queueUrlOf: urlOfQueue, arrival: queues.arrival },
    onResult: observers.mapping,
  });
  const events = createEvents({
    ...{ account, region, clock, callService, queueUrlOf: urlOfQueue, authorize: authorizer.authorize },
    ...(data && { store: openIn(data, 'deliveries.sqlite', openSqliteDeliveryStore) }),
    onPolicy: (arn, document) =>
      authorizer.setResourcePolicies(arn, document ? [{ name: 'Policy', document: document as never }] : []),
  });
  const states = createStates({
    ...{ account, region, clock, callService },
    ...(data && { store: openIn(data, 'executions.sqlite', openSqliteStore) }),
    publishStatusChange: (event) => events.publish({ ...event, detail: event.detail as never }),
  });

  switchboard.add('dynamodb', tables.service);
  switchboard.add('sqs', queues.service);
  switchboard.add('events', events.service);
  switchboard.add('states', states.service);
  switchboard.add('lambda', {
    targetPrefix: 'AWSLambda',
    operations: { ...functions.operations, ...mappings.operations },
  });

  return {
    ...{ authorizer, tables, queues, functions, mappings, events, states, switchboard },
    resume() {
      mappings.start();
      events.resume();
      states.restore();
      functions.resume();
    },
    async stop() {
      mappings.stop();
      queues.stop();
      await Promise.all([states.stop(), events.stop()]);
      await functions.stop();
      await tables.stop();
      cabinet.close();
    },
  };
}

function openCabinet(data: DataFolder | undefined): Cabinet {
  if (data === undefined) return createMemoryCabinet();
  return openIn(data, 'runtime.sqlite', openSqliteCabinet);
}

function openIn<Store>(data: DataFolder, name: string, open: (path: string) => Store): Store {
  const path = data.path(name);
  return guarded(path, () => open(path));
}
