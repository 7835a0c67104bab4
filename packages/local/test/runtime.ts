import { onTestFinished } from 'vitest';
import { type Local, type LocalOptions, startLocal } from '../src/index.ts';
import { type Resources, writeApp } from './app.ts';

/** Test helper: a runtime for one test, with a stopped clock unless it says otherwise. */
export async function runtime(resources: Resources, options: Partial<LocalOptions> = {}): Promise<Local> {
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
