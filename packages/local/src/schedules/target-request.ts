import { randomUUID } from 'node:crypto';
import { AwsError } from '../foundation/aws-error.ts';
import type { EventTargets } from '../foundation/event-target.ts';
import { isObject } from '../foundation/is-object.ts';
import type { ScheduleRecord } from './schedule.ts';
import { universalTarget } from './target-check.ts';

/** One firing: the same for all its attempts. */
export interface Firing {
  readonly id: string;
  readonly arn: string;
  readonly scheduledAt: number;
  /** From 1. */
  readonly attempt: number;
}

export interface TargetRequest {
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

export interface TargetPorts {
  readonly targets: EventTargets;
  readonly queueUrlOf: (arn: string) => string;
}

/**
 * The call that a target stands for.
 * @throws AwsError where the target's resource is not there
 */
export function targetRequest(
  schedule: ScheduleRecord,
  firing: Firing,
  { targets, queueUrlOf }: TargetPorts,
): TargetRequest {
  const { target } = schedule;
  const text = inputOf(schedule, firing);
  const universal = universalTarget(target.Arn);
  if (universal !== undefined) {
    const input: unknown = JSON.parse(target.Input === undefined ? '{}' : text);
    if (!isObject(input))
      throw new AwsError('ValidationException', `the Input of ${target.Arn} is not an object`);
    return {
      service: universal.iamPrefix,
      operation: universal.operation,
      input: named(universal.iamPrefix, input),
    };
  }
  const service = target.Arn.split(':')[2] ?? '';
  if (service === 'events') {
    const { Source, DetailType } = target.EventBridgeParameters ?? {};
    const Entries = [{ EventBusName: target.Arn, Source, DetailType, Detail: text }];
    return { service, operation: 'PutEvents', input: { Entries } };
  }
  const group = target.SqsParameters?.MessageGroupId;
  const event = { arn: target.Arn, text, name: firing.id, ...(group !== undefined && { group }) };
  const call = targets[service]?.call(event, { queueUrlOf });
  if (call === undefined) throw new AwsError('ValidationException', `${target.Arn} is no supported target`);
  return { service, ...call };
}

/** Step Functions' own API begins its members with small letters; the SDK that the input is written for does not. */
function named(iamPrefix: string, input: Record<string, unknown>): Record<string, unknown> {
  if (iamPrefix !== 'states') return input;
  const members = Object.entries(input).map(
    ([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value] as const,
  );
  return Object.fromEntries(members);
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function inputOf({ arn, target }: ScheduleRecord, { id, scheduledAt, attempt }: Firing): string {
  if (target.Input === undefined) return notification(arn, scheduledAt);
  const time = new Date(scheduledAt).toISOString().replace('.000Z', 'Z');
  return target.Input.replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', String(attempt));
}

/** What a target without an Input is given. */
function notification(arn: string, scheduledAt: number): string {
  const [, , , region, account] = arn.split(':');
  return JSON.stringify({
    ...{ version: '0', id: randomUUID(), 'detail-type': 'Scheduled Event', source: 'aws.scheduler', account },
    time: new Date(scheduledAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...{ region, resources: [arn], detail: '{}' },
  });
}
