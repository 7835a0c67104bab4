import type { Caller } from './service.ts';

/** One thing that a request does, in IAM's words; a request may do several. */
export interface RequestedAction {
  /** As `sqs:SendMessage`. */
  readonly action: string;
  /** An ARN; `*` for actions that are about no resource; undefined where the request does not tell which. */
  readonly resource: string | undefined;
  /** The service's own condition keys, in small letters; what takes work is made where a policy asks for it. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export type Input = Readonly<Record<string, unknown>>;

/** What a request does, from its operation and input: IAM's request context, without what is the caller's. */
export type RequestContext = (operation: string, input: Input, caller: Caller) => readonly RequestedAction[];

/** What requests leave unsaid, answered by the services that know. */
export interface ResourceLookups {
  /** The name of the partition key of a table, or of one of its indexes. */
  partitionKeyOf(tableArn: string, index?: string): string | undefined;
  /** The ARN of the state machine that a task token belongs to, also when its task has ended. */
  stateMachineOf(taskToken: string): string | undefined;
  /** The ARN of the queue with that URL; undefined leads to one made from the URL's last two parts. */
  queueArnOf(url: string): string | undefined;
}

/** The resource of actions that are about none, as ListQueues. */
export const NO_RESOURCE = '*';

export function requestedAction(
  action: string,
  resource: string | undefined,
  context: RequestedAction['context'] = {},
): RequestedAction {
  return { action, resource, context };
}

/** What a caller needs for a role that it gives to a service, beside the right to what it asks for. */
export const PASS_ROLE = 'iam:PassRole';

/**
 * The passing of a role to a service, as `states.amazonaws.com`; nothing where no role is given.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passedRole(roleArn: unknown, service: string): readonly RequestedAction[] {
  if (typeof roleArn !== 'string') return [];
  return [requestedAction(PASS_ROLE, roleArn, { 'iam:passedtoservice': [service] })];
}

export function text(input: Input, member: string): string | undefined {
  const value = input[member];
  return typeof value === 'string' ? value : undefined;
}

/** The member's value where it is an ARN already, else an ARN made of it. */
export function arnOf(value: string | undefined, make: (name: string) => string): string | undefined {
  if (value === undefined) return undefined;
  return value.startsWith('arn:') ? value : make(value);
}
