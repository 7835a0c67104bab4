import { callSdk, sdkOperation } from './aws-sdk.ts';
import { callTable } from './dynamodb.ts';
import { putEvents } from './events.ts';
import type { Integration, Pattern, ServiceCall } from './integration.ts';
import { isKnownService } from './known-services.ts';
import { invokeFunction, invokeLambda } from './lambda.ts';
import { publish } from './sns.ts';
import { sendMessage } from './sqs.ts';
import { startExecution, syncOutcome } from './states.ts';

interface Optimized {
  readonly call: ServiceCall;
  readonly patterns: readonly string[];
}

const REQUEST = [''];
const CALLBACK = ['', '.waitForTaskToken'];

const OPTIMIZED: Readonly<Record<string, Optimized>> = {
  'lambda:invoke': { call: invokeLambda, patterns: CALLBACK },
  'sqs:sendMessage': { call: sendMessage, patterns: CALLBACK },
  'sns:publish': { call: publish, patterns: CALLBACK },
  'events:putEvents': { call: putEvents, patterns: CALLBACK },
  'dynamodb:putItem': { call: callTable('PutItem'), patterns: REQUEST },
  'dynamodb:getItem': { call: callTable('GetItem'), patterns: REQUEST },
  'dynamodb:updateItem': { call: callTable('UpdateItem'), patterns: REQUEST },
  'dynamodb:deleteItem': { call: callTable('DeleteItem'), patterns: REQUEST },
  'states:startExecution': { call: startExecution, patterns: [...CALLBACK, '.sync', '.sync:2'] },
};

/** The integrations that are supported beside `aws-sdk`, each with its patterns. */
export const supportedResources: readonly string[] = Object.entries(OPTIMIZED).flatMap(
  ([name, { patterns }]) => patterns.map((pattern) => `${name}${pattern}`),
);

const FUNCTION_ARN = /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+(:[\w$-]+)?$/;
const ACTIVITY_ARN = /^arn:aws[\w-]*:states:[\w-]+:\d{12}:activity:[^:]+$/;
const INTEGRATION_ARN =
  /^arn:aws[\w-]*:states:[\w-]*:(?:\d{12})?:((?:aws-sdk:)?[\w-]+):(\w+)((?:\.\w+(?::2)?)?)$/;

const PATTERNS: Readonly<Record<string, Pattern>> = { '': 'request', '.waitForTaskToken': 'callback' };

interface Named {
  readonly resourceType: string;
  readonly api: string;
  /** `.sync` and the like, or nothing. */
  readonly suffix: string;
}

const namedIn = (arn: string): Named | undefined => {
  const [, resourceType, api = '', suffix = ''] = INTEGRATION_ARN.exec(arn) ?? [];
  return resourceType === undefined ? undefined : { resourceType, api, suffix };
};

const never: ServiceCall = () => new Promise(() => {});

const ofArn = (arn: string): Integration | undefined => {
  if (FUNCTION_ARN.test(arn)) {
    const call = invokeFunction(arn);
    return { resourceType: 'lambda', resource: arn, pattern: 'request', functionArn: arn, call };
  }
  if (!ACTIVITY_ARN.test(arn)) return undefined;
  // The task goes to the worker that asks for it: its answer comes with the token.
  return { resourceType: 'activity', resource: arn, pattern: 'callback', activityArn: arn, call: never };
};

const ofOptimized = ({ resourceType, api, suffix }: Named): Integration | undefined => {
  const name = `${resourceType}:${api}`;
  const optimized = Object.hasOwn(OPTIMIZED, name) ? OPTIMIZED[name] : undefined;
  if (!optimized?.patterns.includes(suffix)) return undefined;
  const common = { resourceType, resource: `${api}${suffix}`, call: optimized.call };
  const pattern = PATTERNS[suffix];
  if (pattern !== undefined) return { ...common, pattern };
  return { ...common, pattern: 'sync', outcomeOf: syncOutcome(suffix === '.sync:2') };
};

const ofSdk = ({ resourceType, api, suffix }: Named): Integration | undefined => {
  const service = resourceType.replace(/^aws-sdk:/, '');
  const pattern = PATTERNS[suffix];
  if (service === resourceType || pattern === undefined || !sdkOperation(service, api)) return undefined;
  return { resourceType, resource: `${api}${suffix}`, pattern, call: callSdk(service, api) };
};

const parse = (arn: string): Integration | undefined => {
  const direct = ofArn(arn);
  if (direct) return direct;
  const named = namedIn(arn);
  return named && (ofOptimized(named) ?? ofSdk(named));
};

const known = new Map<string, Integration | undefined>();

/** The integration behind a Task's Resource; undefined if it is not supported. */
export const integrationOf = (arn: string): Integration | undefined => {
  if (!known.has(arn)) known.set(arn, parse(arn));
  return known.get(arn);
};

/** Whether a Resource is supported, is one of AWS's that is not, or none of AWS's. */
export const resourceStatus = (arn: string): 'supported' | 'activity' | 'unsupported' | 'unknown' => {
  const integration = integrationOf(arn);
  if (integration) return integration.activityArn === undefined ? 'supported' : 'activity';
  const named = namedIn(arn);
  return named && isKnownService(named.resourceType, named.suffix) ? 'unsupported' : 'unknown';
};
