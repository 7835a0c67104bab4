import { onTestFinished } from 'vitest';
import { type Local, type LocalOptions, startLocal } from '../src/index.ts';
import { type Resources, writeApp } from './app.ts';

export type LocalOverHttp = Omit<Local, 'clientConfig'> & {
  readonly clientConfig: Omit<Local['clientConfig'], 'requestHandler'>;
};

/** Test helper: a runtime for one test, with a stopped clock unless it says otherwise. Its clients speak HTTP, as other programs do. */
export async function runtime(
  resources: Resources,
  options: Partial<LocalOptions> = {},
): Promise<LocalOverHttp> {
  const local = await embeddedRuntime(resources, options);
  const { requestHandler: _inProcess, ...overHttp } = local.clientConfig;
  return { ...local, clientConfig: overHttp };
}

/** The same with the clients that an app's own tests have: what they send stays in the process. */
export async function embeddedRuntime(
  resources: Resources,
  options: Partial<LocalOptions> = {},
): Promise<Local> {
  const app = writeApp(resources);
  onTestFinished(app.remove);
  const local = await startLocal({ clock: 'stopped', ...options, app: app.directory });
  onTestFinished(local.stop);
  return local;
}

export const queue = (QueueName: string, properties: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName, ...properties },
});

/** A table whose key is the string `id`. */
export const table = (TableName: string, properties: object = {}) => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    ...properties,
  },
});

/** A queue `Jobs` that takes messages from anyone. */
export const openQueue = (name: string) => ({
  Jobs: queue(name),
  Open: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Jobs' }],
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' }],
      },
    },
  },
});
