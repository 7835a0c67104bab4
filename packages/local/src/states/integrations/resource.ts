import { callTable } from './dynamodb.ts';
import { putEvents } from './events.ts';
import type { Integration, ServiceCall } from './integration.ts';
import { invokeFunction, invokeLambda } from './lambda.ts';
import { sendMessage } from './sqs.ts';

const CALLS: Readonly<Record<string, ServiceCall>> = {
  'lambda:invoke': invokeLambda,
  'sqs:sendMessage': sendMessage,
  'events:putEvents': putEvents,
  'dynamodb:putItem': callTable('PutItem'),
  'dynamodb:getItem': callTable('GetItem'),
  'dynamodb:updateItem': callTable('UpdateItem'),
  'dynamodb:deleteItem': callTable('DeleteItem'),
};

const CALLBACK = '.waitForTaskToken';

/** Integrations that can wait for a token, as on AWS. */
const CALLBACKS: ReadonlySet<string> = new Set(['lambda:invoke', 'sqs:sendMessage', 'events:putEvents']);

export const supportedResources: readonly string[] = Object.keys(CALLS).flatMap((name) =>
  CALLBACKS.has(name) ? [name, `${name}${CALLBACK}`] : [name],
);

const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const INTEGRATION_ARN = /^arn:aws[\w-]*:states:[\w-]*:(?:\d{12})?:([\w-]+):([\w.:]+)$/;

const parse = (arn: string): Integration | undefined => {
  if (FUNCTION_ARN.test(arn)) {
    return {
      resourceType: 'lambda',
      resource: arn,
      callback: false,
      functionArn: arn,
      call: invokeFunction(arn),
    };
  }
  const [, resourceType = '', resource = ''] = INTEGRATION_ARN.exec(arn) ?? [];
  const callback = resource.endsWith(CALLBACK);
  const name = `${resourceType}:${callback ? resource.slice(0, -CALLBACK.length) : resource}`;
  const call = Object.hasOwn(CALLS, name) ? CALLS[name] : undefined;
  if (!call || (callback && !CALLBACKS.has(name))) return undefined;
  return { resourceType, resource, callback, call };
};

const known = new Map<string, Integration | undefined>();

/** The integration behind a Task's Resource; undefined if it is not supported. */
export const integrationOf = (arn: string): Integration | undefined => {
  if (!known.has(arn)) known.set(arn, parse(arn));
  return known.get(arn);
};
