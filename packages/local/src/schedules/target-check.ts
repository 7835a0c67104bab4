import { AwsError } from '../foundation/aws-error.ts';
import type { EventTarget, EventTargets } from '../foundation/event-target.ts';
import { isObject } from '../foundation/is-object.ts';
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

/** @throws AwsError ValidationException */
export function checkTarget(
  target: NonNullable<ScheduleInput['Target']>,
  targets: EventTargets,
): ScheduleTarget {
  const { Arn = '', RoleArn = '', Input, EventBridgeParameters, DeadLetterConfig } = target;
  const service = Arn.split(':')[2] ?? '';
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(RoleArn))
    throw invalid(`Value '${RoleArn}' at 'target.roleArn' is not the ARN of a role.`);
  const templated = kindOf(Arn, service, targets);
  if (templated === undefined) throw unsupported(`the target ${Arn}`);
  const member = Object.keys(target).find((name) => !MEMBERS.has(name));
  if (member !== undefined) throw unsupported(`${member} of a target`);
  if (service === 'events' && !(EventBridgeParameters?.DetailType && EventBridgeParameters.Source))
    throw invalid(
      'EventBridgeParameters with DetailType and Source are required for the target of an event bus.',
    );
  if (universalTarget(Arn) !== undefined && !isObject(parsed(Input ?? '{}')))
    throw invalid(`Invalid RequestJson provided: the Input of ${Arn} must be a JSON object.`);
  if (templated.takesJson && Input !== undefined && parsed(Input) === undefined)
    throw invalid(`Invalid input for target. ${Arn} takes JSON.`);
  const queue = DeadLetterConfig?.Arn;
  if (queue !== undefined && (queue.split(':')[2] !== 'sqs' || queue.endsWith('.fifo')))
    throw invalid('DeadLetterConfig must name a standard SQS queue.');
  return { ...target, Arn, RoleArn };
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

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function unsupported(what: string): AwsError {
  return invalid(`${what} is not supported by the local runtime`);
}

/** Undefined for a text that is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
