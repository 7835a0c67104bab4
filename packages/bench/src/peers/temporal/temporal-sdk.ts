import { createRequire } from 'node:module';
import { join } from 'node:path';

export type TaskToken = Uint8Array;

interface Connection {
  close(): Promise<void>;
}

/** What is used of Temporal's SDK, which is installed on demand and so has no types here. */
export interface Sdk {
  readonly client: {
    readonly Connection: { connect(options: { address: string }): Promise<Connection> };
    readonly Client: new (options: {
      connection: Connection;
    }) => {
      readonly activity: { complete(token: TaskToken, output: unknown): Promise<void> };
      readonly workflow: {
        execute(workflow: string, options: { taskQueue: string; workflowId: string }): Promise<unknown>;
      };
    };
  };
  readonly worker: {
    readonly NativeConnection: { connect(options: { address: string }): Promise<Connection> };
    readonly Runtime: { install(options: { logger: object }): void };
    readonly DefaultLogger: new (level: string) => object;
    readonly Worker: {
      create(options: object): Promise<{ run(): Promise<void>; shutdown(): void }>;
    };
  };
  readonly activity: {
    activityInfo(): { readonly taskToken: TaskToken };
    readonly CompleteAsyncError: new () => Error;
  };
}

export async function sdkOf(installation: string): Promise<Sdk> {
  const require = createRequire(join(installation, 'package.json'));
  const [client, worker, activity] = ['client', 'worker', 'activity'].map((name) =>
    require(`@temporalio/${name}`),
  );
  return { client, worker, activity };
}
