import type { EventTarget, EventTargets } from '../foundation/event-target.ts';
import type { InputTransformer, Target } from './bus.ts';
import { type AccountRegion, parseArn } from './event-arn.ts';
import { parseEventPath } from './event-path.ts';
import { constraint, requiredName, validationError } from './input-members.ts';
import { PREDEFINED_VARIABLES, placeholders } from './input-template.ts';
import { type TargetInput, targetInput } from './inputs.ts';
import { DEFAULT_EVENT_AGE_SECONDS, DEFAULT_RETRY_ATTEMPTS } from './retry-schedule.ts';
import { LOG_GROUPS } from './target-call.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
const MOST_PATHS = 100;
const LONGEST_TEMPLATE = 8192;

const SUPPORTED_MEMBERS: ReadonlySet<string> = new Set([
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'RetryPolicy',
  'DeadLetterConfig',
  'SqsParameters',
]);

/** Another bus, to which EventBridge passes events on itself. */
const bus: Pick<EventTarget, 'underRole' | 'needsGroup'> = { underRole: true };

/**
 * Services whose resources of another account a rule may have as a target, under a role of its own; none may be of
 * another region, but for a bus.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-cross-account.html
 */
const ACROSS_ACCOUNTS: ReadonlySet<string> = new Set(['lambda', 'sns', 'sqs']);

/**
 * @param owner of the rule
 * @throws AwsError ValidationException, in EventBridge's words where they are known
 */
export function checkTarget(
  input: unknown,
  index: number,
  targets: EventTargets,
  owner: AccountRegion,
): Target {
  const { InputTransformer, ...given } = targetInput.parse(input ?? {});
  const Id = requiredName(given, 'Id', { at: `targets.${index + 1}.member.id` });
  const Arn = requireSupported({ ...given, Id }, targets);
  const transformer = checkInput({ ...given, InputTransformer }, `targets.${index + 1}.member`);
  const target: Target = { ...given, Id, Arn, ...(transformer && { InputTransformer: transformer }) };
  checkRetryPolicy(target);
  checkDeadLetterQueue(target);
  checkPlace(target, owner);
  return target;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html: a standard queue. */
function checkDeadLetterQueue({ Id, DeadLetterConfig }: Target): void {
  const queue = DeadLetterConfig?.Arn;
  if (queue === undefined) return;
  const refuse = (what: string) => validationError(`DeadLetterConfig of target ${Id}: ${queue} is ${what}`);
  if (parseArn(queue)?.service !== 'sqs') throw refuse('not the ARN of an SQS queue.');
  if (queue.endsWith('.fifo')) throw refuse('a FIFO queue; only standard queues take dead letters of rules.');
}

function checkPlace({ Arn, RoleArn, DeadLetterConfig }: Target, owner: AccountRegion): void {
  const { service = '', region, account } = parseArn(Arn) ?? {};
  const queue = DeadLetterConfig?.Arn;
  const isElsewhere = service !== 'events' && region !== owner.region;
  if (isElsewhere || (queue !== undefined && parseArn(queue)?.region !== owner.region))
    throw validationError('Cross-region api call is not allowed.');
  if (service === 'events' || account === owner.account) return;
  if (!ACROSS_ACCOUNTS.has(service) || RoleArn === undefined)
    throw validationError('Adding cross-account target is not permitted.');
}

/** The target's ARN, where its service may have one with these members. */
function requireSupported(target: TargetInput, targets: EventTargets): string {
  const { Arn = '' } = target;
  const arn = parseArn(Arn);
  if (arn === undefined) {
    throw validationError(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  }
  const known = new Map([...Object.entries(targets), ['events', bus] as const, [LOG_GROUPS, {}] as const]);
  const service = known.get(arn.service);
  if (service === undefined) {
    const supported = [...known.keys()].join(', ');
    throw validationError(
      `Target ${target.Id}: ${target.Arn} is not supported by the local runtime; targets may be ${supported}.`,
    );
  }
  const unsupported = Object.keys(target).filter(
    (member) => target[member] !== undefined && !SUPPORTED_MEMBERS.has(member),
  );
  if (unsupported.length > 0) {
    throw validationError(
      `Target ${target.Id}: ${unsupported.join(', ')} is not supported by the local runtime.`,
    );
  }
  if (service.needsGroup?.(Arn) && target.SqsParameters?.MessageGroupId === undefined) {
    throw validationError(`Parameter(s) SqsParameters must be specified for target: ${target.Id}.`);
  }
  if (service.underRole && target.RoleArn === undefined) {
    throw validationError(`RoleArn is required for target ${target.Arn}.`);
  }
  return Arn;
}

function checkInput(target: TargetInput, at: string): InputTransformer | undefined {
  const { Id = '', Input, InputPath, InputTransformer } = target;
  if ([Input, InputPath, InputTransformer].filter((member) => member !== undefined).length > 1) {
    throw validationError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  }
  if (Input !== undefined && !isJson(Input))
    throw validationError(`JSON syntax error in input for target ${Id}.`);
  if (InputPath !== undefined) checkPath(InputPath, Id);
  return InputTransformer === undefined ? undefined : checkTransformer(InputTransformer, Id, at);
}

function checkTransformer(
  { InputPathsMap = {}, InputTemplate }: NonNullable<TargetInput['InputTransformer']>,
  target: string,
  at: string,
): InputTransformer {
  if (InputTemplate === undefined)
    throw constraint(`${at}.inputTransformer.inputTemplate`, undefined, 'Member must not be null');
  const paths = Object.keys(InputPathsMap);
  if (paths.length > MOST_PATHS)
    throw tooLong(`${at}.inputTransformer.inputPathsMap`, paths.length, MOST_PATHS);
  if (InputTemplate.length < 1)
    throw constraint(
      `${at}.inputTransformer.inputTemplate`,
      InputTemplate,
      'Member must have length greater than or equal to 1',
    );
  if (InputTemplate.length > LONGEST_TEMPLATE)
    throw tooLong(`${at}.inputTransformer.inputTemplate`, InputTemplate, LONGEST_TEMPLATE);
  for (const [name, path] of Object.entries(InputPathsMap)) {
    if (/^aws\./i.test(name))
      throw validationError(`InputPathsMap for target ${target}: ${name} is reserved.`);
    checkPath(path, target);
  }
  for (const name of placeholders(InputTemplate)) {
    if (!Object.hasOwn(InputPathsMap, name) && !PREDEFINED_VARIABLES.has(name)) {
      throw validationError(`InputTemplate for target ${target} contains invalid placeholder ${name}.`);
    }
  }
  return { InputPathsMap, InputTemplate };
}

function tooLong(member: string, value: unknown, most: number) {
  return constraint(member, value, `Member must have length less than or equal to ${most}`);
}

function checkPath(path: string, target: string): void {
  if (parseEventPath(path) === undefined)
    throw validationError(`Invalid JSONPath ${path} for target ${target}.`);
}

function checkRetryPolicy({ Id, RetryPolicy = {} }: Target): void {
  const { MaximumRetryAttempts: attempts = 0, MaximumEventAgeInSeconds: age = DEFAULT_EVENT_AGE_SECONDS } =
    RetryPolicy;
  if (attempts < 0 || attempts > DEFAULT_RETRY_ATTEMPTS) {
    throw validationError(
      `MaximumRetryAttempts of target ${Id} must be between 0 and ${DEFAULT_RETRY_ATTEMPTS}.`,
    );
  }
  if (age < 60 || age > DEFAULT_EVENT_AGE_SECONDS) {
    throw validationError(
      `MaximumEventAgeInSeconds of target ${Id} must be between 60 and ${DEFAULT_EVENT_AGE_SECONDS}.`,
    );
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
