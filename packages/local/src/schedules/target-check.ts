import type { EventTarget, EventTargets } from '../foundation/event-target.ts';
import { isObject } from '../foundation/is-object.ts';
import { checkLength, checkPattern, checkRange, invalidSchedule, required } from './constraints.ts';
import type { ScheduleInput } from './inputs.ts';
import type { ScheduleTarget } from './schedule.ts';

const MEMBERS: ReadonlySet<string> = new Set([
  ...['Arn', 'DeadLetterConfig', 'EventBridgeParameters', 'Input', 'RetryPolicy', 'RoleArn', 'SqsParameters'],
]);

/** Services of universal targets as the SDK names them, and as IAM does. */
const UNIVERSAL: Readonly<Record<string, string>> = {
  ...{ dynamodb: 'dynamodb', eventbridge: 'events', lambda: 'lambda', scheduler: 'scheduler' },
  ...{ sfn: 'states', sns: 'sns', sqs: 'sqs' },
};

export interface UniversalTarget {
  readonly iamPrefix: string;
  readonly operation: string;
}

/** `arn:aws:scheduler:::aws-sdk:sqs:sendMessage`; undefined for any other ARN. */
export function universalTarget(arn: string): UniversalTarget | undefined {
  const [, service = '', api = ''] = /^arn:aws[\w-]*:scheduler:::aws-sdk:(\w+):(\w+)$/.exec(arn) ?? [];
  const iamPrefix = Object.hasOwn(UNIVERSAL, service) ? UNIVERSAL[service] : undefined;
  if (iamPrefix === undefined) return undefined;
  return { iamPrefix, operation: api.charAt(0).toUpperCase() + api.slice(1) };
}

type Target = NonNullable<ScheduleInput['Target']>;

/** @throws AwsError ValidationException */
export function checkTarget(target: Target, targets: EventTargets): ScheduleTarget {
  const { Input, EventBridgeParameters } = target;
  const Arn = required('target.arn', target.Arn);
  const RoleArn = required('target.roleArn', target.RoleArn);
  const service = Arn.split(':')[2] ?? '';
  checkPattern('target.roleArn', RoleArn, /arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+/);
  const templated = kindOf(Arn, service, targets);
  if (templated === undefined) throw unsupported(`the target ${Arn}`);
  const member = Object.keys(target).find((name) => !MEMBERS.has(name));
  if (member !== undefined) throw unsupported(`${member} of a target`);
  if (service === 'events' && !(EventBridgeParameters?.DetailType && EventBridgeParameters.Source))
    throw invalidSchedule(
      'EventBridgeParameters with DetailType and Source are required for the target of an event bus.',
    );
  if (universalTarget(Arn) !== undefined && !isObject(parsed(Input ?? '{}')))
    throw invalidSchedule(`Invalid RequestJson provided: the Input of ${Arn} must be a JSON object.`);
  if (templated.takesJson && Input !== undefined && parsed(Input) === undefined)
    throw invalidSchedule(`Invalid input for target. ${Arn} takes JSON.`);
  checkLimits(target);
  return { ...target, Arn, RoleArn };
}

/**
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html,
 * API_DeadLetterConfig.html (by its pattern a queue without the `.fifo` of FIFO queues), API_SqsParameters.html,
 * API_EventBridgeParameters.html
 */
function checkLimits({ DeadLetterConfig, EventBridgeParameters, RetryPolicy, SqsParameters }: Target): void {
  const queue = DeadLetterConfig?.Arn;
  if (queue?.endsWith('.fifo'))
    throw invalidSchedule(`DeadLetterConfig must name a standard SQS queue, and ${queue} is a FIFO queue.`);
  checkPattern('target.deadLetterConfig.arn', queue, /arn:aws[a-z-]*:sqs:[a-z0-9-]+:\d{12}:[a-zA-Z0-9-_]+/);
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = RetryPolicy ?? {};
  checkRange('target.retryPolicy.maximumEventAgeInSeconds', age, 60, 86_400);
  checkRange('target.retryPolicy.maximumRetryAttempts', attempts, 0, 185);
  checkLength('target.eventBridgeParameters.detailType', EventBridgeParameters?.DetailType, 1, 128);
  checkLength('target.eventBridgeParameters.source', EventBridgeParameters?.Source, 1, 256);
  checkPattern('target.eventBridgeParameters.source', EventBridgeParameters?.Source, /(?!aws\.)[\s\S]*/);
  checkLength('target.sqsParameters.messageGroupId', SqsParameters?.MessageGroupId, 1, 128);
}

/** Event buses and universal targets are the scheduler's own. */
function kindOf(
  arn: string,
  service: string,
  targets: EventTargets,
): Pick<EventTarget, 'takesJson'> | undefined {
  if (service === 'events' || universalTarget(arn) !== undefined) return { takesJson: true };
  return Object.hasOwn(targets, service) ? targets[service] : undefined;
}

function unsupported(what: string): Error {
  return invalidSchedule(`${what} is not supported by the local runtime`);
}

/** Undefined for a text that is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
