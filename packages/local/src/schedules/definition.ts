import type { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import { isObject } from '../foundation/is-object.ts';
import { passedRole, requestedAction, text } from '../foundation/requested-action.ts';
import { arnOf } from '../foundation/resources/identities.ts';
import { type Deployment, type Resource, resourceType } from '../foundation/resources/resource-type.ts';
import { encrypted, tagged } from '../foundation/resources/without-effect.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { scheduleGroupProperties, scheduleProperties } from './resource-properties.ts';
import type { Schedules } from './schedules.ts';

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html: an input has 256 kB. */
const LARGEST_REQUEST_BYTES = 1_048_576;

export const schedulerDefinition: ServiceDefinition<Schedules> = {
  iamPrefix: 'scheduler',
  protocol: {
    kind: 'rest',
    routes: [
      { method: 'POST', path: '/schedules/:Name', operation: 'CreateSchedule' },
      { method: 'PUT', path: '/schedules/:Name', operation: 'UpdateSchedule' },
      { method: 'GET', path: '/schedules/:Name', operation: 'GetSchedule' },
      { method: 'DELETE', path: '/schedules/:Name', operation: 'DeleteSchedule' },
      { method: 'GET', path: '/schedules', operation: 'ListSchedules' },
      { method: 'POST', path: '/schedule-groups/:Name', operation: 'CreateScheduleGroup' },
      { method: 'GET', path: '/schedule-groups/:Name', operation: 'GetScheduleGroup' },
      { method: 'DELETE', path: '/schedule-groups/:Name', operation: 'DeleteScheduleGroup' },
      { method: 'GET', path: '/schedule-groups', operation: 'ListScheduleGroups' },
      { method: 'POST', path: '/tags/:ResourceArn', operation: 'TagResource' },
      { method: 'DELETE', path: '/tags/:ResourceArn', operation: 'UntagResource', lists: ['TagKeys'] },
      { method: 'GET', path: '/tags/:ResourceArn', operation: 'ListTagsForResource' },
    ],
  },
  largestRequestBytes: LARGEST_REQUEST_BYTES,
  denial: { status: 403 },
  inputs: async () => (await import('./inputs.ts')).schedulerInputs,
  requestContext:
    () =>
    (operation, input, { account, region }) => {
      const group = text(input, 'GroupName') ?? text(input, 'groupName') ?? 'default';
      const name = operation.startsWith('List') ? '*' : text(input, 'Name');
      const resource = /Group/.test(operation) ? `schedule-group/${name}` : `schedule/${group}/${name}`;
      const arn = text(input, 'ResourceArn') ?? `arn:aws:scheduler:${region}:${account}:${resource}`;
      return [
        requestedAction(`scheduler:${operation}`, arn),
        ...passedRole(isObject(input.Target) ? input.Target.RoleArn : undefined, 'scheduler.amazonaws.com'),
      ];
    },
  conditionKeys: [],
  resourceTypes: {
    'AWS::Scheduler::ScheduleGroup': resourceType({
      properties: scheduleGroupProperties,
      withoutEffect: tagged,
      name: { property: 'Name', longest: 64 },
      identify: (name, environment) => ({
        ref: name,
        attributes: { Arn: arnOf('scheduler', environment, `schedule-group/${name}`) },
      }),
      deploy: ({ name }, _, schedules) => schedules.addGroup(name),
    }),
    'AWS::Scheduler::Schedule': resourceType({
      properties: scheduleProperties,
      withoutEffect: { KmsKeyArn: encrypted },
      name: { property: 'Name', longest: 64 },
      identifiedBy: ['GroupName'],
      identify: (name, environment, { GroupName = 'default' }) => ({
        ref: name,
        attributes: { Arn: arnOf('scheduler', environment, `schedule/${GroupName}/${name}`) },
      }),
      deploy: deploySchedule,
    }),
  },
};

/** A group that no stack of the app makes may be one that others make. */
async function deploySchedule(
  { name, properties }: Resource<z.infer<typeof scheduleProperties>>,
  deployment: Deployment,
  schedules: Schedules,
): Promise<void> {
  schedules.addGroup(properties.GroupName ?? 'default');
  deployment.assertAssumable(properties.Target.RoleArn, 'scheduler.amazonaws.com');
  const input = { ...properties, Name: name };
  try {
    await deployment.call('scheduler', 'CreateSchedule', input);
  } catch (error) {
    // It stands in the data folder, as it was in an earlier version of the app.
    if (!(error instanceof AwsError) || error.code !== 'ConflictException') throw error;
    await deployment.call('scheduler', 'UpdateSchedule', input);
  }
}
