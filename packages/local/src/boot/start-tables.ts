import { systemClock } from '../foundation/clock.ts';
import { openStore } from '../foundation/data/store.ts';
import type { Caller } from '../foundation/service.ts';
import { createServiceRouter } from '../foundation/service-router.ts';
import { openGateway } from '../gateway/gateway.ts';
import { dynamodbDefinition, dynamodbStreamsDefinition } from '../tables/definition.ts';
import { openTables } from '../tables/tables.ts';
import { type ClientConfig, clientConfig } from './client-config.ts';

/** DynamoDB alone, on this machine and in memory: for tests of what works on tables. */
export interface LocalTables {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** What an AWS SDK client takes: `new DynamoDBClient(tables.clientConfig)`. */
  readonly clientConfig: ClientConfig;
  /** Ends everything: no port or handle is left. */
  stop(): Promise<void>;
}

export interface LocalTablesOptions {
  /** Of the endpoint, on 127.0.0.1. Any free one by default. */
  readonly port?: number;
  /** How long, at most, an item still shows after its time to live. 900 by default. */
  readonly timeToLiveLagSeconds?: number;
}

const developer: Caller = { account: '000000000000', region: 'us-east-1' };

export async function startTables(options: LocalTablesOptions = {}): Promise<LocalTables> {
  const store = openStore();
  const tables = openTables({
    ...developer,
    ...{ store, clock: systemClock, timeToLiveLagSeconds: options.timeToLiveLagSeconds ?? 900 },
    onPolicy: () => {},
  });
  const router = createServiceRouter({ authorize: () => {}, track: (work) => work });
  router.add('dynamodb', tables.service);
  const gateway = await openGateway({
    ...{ definitions: [dynamodbDefinition, dynamodbStreamsDefinition], callService: router.callService },
    ...{ developer, principalOf: () => undefined, committed: store.committed, port: options.port ?? 0 },
    control: async () => ({ status: 404, headers: {}, body: '' }),
  });
  return {
    endpoint: gateway.endpoint,
    clientConfig: clientConfig(gateway, developer.region),
    async stop() {
      tables.stop();
      await gateway.stop();
      store.close();
    },
  };
}
