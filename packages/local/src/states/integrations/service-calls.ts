import type { TaskOutcome } from '../execution/execution.ts';
import type { JsonObject } from '../json.ts';
import { callSdk } from './aws-sdk.ts';
import { callTable } from './dynamodb.ts';
import { putEvents } from './events.ts';
import type { Integration, ServiceCall } from './integration.ts';
import { isSdkService } from './known-services.ts';
import { invokeFunction, invokeLambda } from './lambda.ts';
import { isOptimized, type OptimizedName } from './resource.ts';
import { publish } from './sns.ts';
import { sendMessage } from './sqs.ts';
import { startExecution, syncOutcome } from './states.ts';

const OPTIMIZED: Readonly<Record<OptimizedName, ServiceCall>> = {
  'lambda:invoke': invokeLambda,
  'sqs:sendMessage': sendMessage,
  'sns:publish': publish,
  'events:putEvents': putEvents,
  'dynamodb:putItem': callTable('PutItem'),
  'dynamodb:getItem': callTable('GetItem'),
  'dynamodb:updateItem': callTable('UpdateItem'),
  'dynamodb:deleteItem': callTable('DeleteItem'),
  'states:startExecution': startExecution,
};

/** What calls the service behind a task. */
export const callOf = ({ resourceType, functionArn, api = '' }: Integration): ServiceCall => {
  if (functionArn !== undefined) return invokeFunction(functionArn);
  const name = `${resourceType}:${api}`;
  if (isOptimized(name)) return OPTIMIZED[name];
  const service = resourceType.replace(/^aws-sdk:/, '');
  if (isSdkService(service)) return callSdk(service, api);
  throw new TypeError(`${name} is not called: workers ask for the tasks of activities.`);
};

/** For `sync`: the outcome of the task from the execution that it has started; undefined for others. */
export const outcomeOf = (
  { pattern, resource }: Integration,
  described: JsonObject,
): TaskOutcome | undefined =>
  pattern === 'sync' ? syncOutcome(resource.endsWith('.sync:2'))(described) : undefined;
