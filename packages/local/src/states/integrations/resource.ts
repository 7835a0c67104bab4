import type { Integration, Pattern } from './integration.ts';
import { isKnownService, isSdkService } from './known-services.ts';

const REQUEST = [''];
const CALLBACK = ['', '.waitForTaskToken'];

const OPTIMIZED = {
  'lambda:invoke': CALLBACK,
  'sqs:sendMessage': CALLBACK,
  'sns:publish': CALLBACK,
  'events:putEvents': CALLBACK,
  'dynamodb:putItem': REQUEST,
  'dynamodb:getItem': REQUEST,
  'dynamodb:updateItem': REQUEST,
  'dynamodb:deleteItem': REQUEST,
  'states:startExecution': [...CALLBACK, '.sync', '.sync:2'],
} satisfies Readonly<Record<string, readonly string[]>>;

export type OptimizedName = keyof typeof OPTIMIZED;

export const isOptimized = (name: string): name is OptimizedName => Object.hasOwn(OPTIMIZED, name);

/** The integrations that are supported beside `aws-sdk`, each with its patterns. */
export const supportedResources: readonly string[] = Object.entries(OPTIMIZED).flatMap(([name, patterns]) =>
  patterns.map((pattern) => `${name}${pattern}`),
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

const ofArn = (arn: string): Integration | undefined => {
  if (FUNCTION_ARN.test(arn))
    return { resourceType: 'lambda', resource: arn, pattern: 'request', functionArn: arn };
  if (!ACTIVITY_ARN.test(arn)) return undefined;
  // The task goes to the worker that asks for it: its answer comes with the token.
  return { resourceType: 'activity', resource: arn, pattern: 'callback', activityArn: arn };
};

const ofOptimized = ({ resourceType, api, suffix }: Named): Integration | undefined => {
  const name = `${resourceType}:${api}`;
  if (!isOptimized(name) || !OPTIMIZED[name].includes(suffix)) return undefined;
  return { resourceType, resource: `${api}${suffix}`, pattern: PATTERNS[suffix] ?? 'sync', api };
};

const ofSdk = ({ resourceType, api, suffix }: Named): Integration | undefined => {
  const service = resourceType.replace(/^aws-sdk:/, '');
  const pattern = PATTERNS[suffix];
  if (service === resourceType || pattern === undefined || !isSdkService(service)) return undefined;
  return { resourceType, resource: `${api}${suffix}`, pattern, api };
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
