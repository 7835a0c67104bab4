import { isObject } from '../../foundation/is-object.ts';
import { eventDeadLetters, ruleDeadLetters } from './event-dead-letters.ts';
import { arnOf, defined, type Members, type Resources } from './made.ts';

/** What an event starts: a function or a state machine. */
export interface EventTarget {
  readonly arn: unknown;
  /** What the ID of a rule's target ends with. */
  readonly idSuffix: string;
  /** The action that starts it. */
  readonly action: string;
}

/** A rule, by a pattern or a schedule. `more` are members of its target. */
export function eventRule(
  id: string,
  properties: Members,
  { arn, idSuffix }: EventTarget,
  more: Members = {},
): Resources {
  const { Pattern, Schedule, RuleName, Name = RuleName, Enabled, State, ...others } = properties;
  const { EventBusName, Description, Target, DeadLetterConfig, ...target } = others;
  const deadLetters = ruleDeadLetters(id, DeadLetterConfig);
  const Id = isObject(Target) && Target.Id !== undefined ? Target.Id : `${id}${idSuffix}`;
  const Properties = {
    ...defined({ Name, Description, EventBusName, EventPattern: Pattern, ScheduleExpression: Schedule }),
    ...defined({ State: State ?? stateOf(Enabled) }),
    Targets: [{ ...target, ...defined({ DeadLetterConfig: deadLetters.config }), ...more, Arn: arn, Id }],
  };
  return [[id, { Type: 'AWS::Events::Rule', Properties }], ...deadLetters.resources];
}

/** A schedule of EventBridge Scheduler, with the role that it starts its target with. */
export function eventSchedule(id: string, properties: Members, target: EventTarget): Resources {
  const { Input, RetryPolicy, DeadLetterConfig, RoleArn, OmitName, ...rest } = properties;
  const deadLetters = eventDeadLetters(id, DeadLetterConfig);
  const Target = {
    ...defined({ Input, RetryPolicy, DeadLetterConfig: deadLetters.config }),
    Arn: target.arn,
    RoleArn: RoleArn ?? arnOf(`${id}Role`),
  };
  const Properties = {
    ...(OmitName === true ? {} : { Name: id }),
    FlexibleTimeWindow: { Mode: 'OFF' },
    ...rest,
    Target,
  };
  const made = [id, { Type: 'AWS::Scheduler::Schedule', Properties }] as const;
  const role = RoleArn === undefined ? [schedulingRole(id, target, deadLetters.config)] : [];
  return [made, ...role, ...deadLetters.resources];
}

/** A schedule sends its dead letters by the same role. */
function schedulingRole(id: string, target: EventTarget, deadLetters: unknown): Resources[number] {
  const queue = isObject(deadLetters) ? [{ Action: 'sqs:SendMessage', Resource: deadLetters.Arn }] : [];
  return startingRole(id, 'scheduler.amazonaws.com', target, queue);
}

/** The role that a service starts an event's target with, and may do more with. */
export function startingRole(
  id: string,
  service: string,
  { arn, action }: EventTarget,
  more: readonly Members[] = [],
): Resources[number] {
  const document = (...statements: readonly Members[]) => ({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', ...statement })),
  });
  const PolicyDocument = document({ Action: action, Resource: arn }, ...more);
  const Properties = {
    AssumeRolePolicyDocument: document({ Action: ['sts:AssumeRole'], Principal: { Service: [service] } }),
    Policies: [{ PolicyName: `${id}RolePolicy`, PolicyDocument }],
  };
  return [`${id}Role`, { Type: 'AWS::IAM::Role', Properties }];
}

/** What may be an intrinsic function is passed on: `State` says it where there is no plain value. */
function stateOf(enabled: unknown): string | undefined {
  if (enabled === undefined) return undefined;
  return String(enabled) === 'false' ? 'DISABLED' : 'ENABLED';
}
