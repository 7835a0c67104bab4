import type { BaseInput } from './base-input.ts';

const jobs = 'arn:aws:sqs:us-east-1:000000000000:jobs';
const Name = 'nightly';
const FunctionName = 'Echo';
const UUID = '00000000-0000-4000-8000-000000000000';

const functions = '/2015-03-31/functions';
const mappings = '/2015-03-31/event-source-mappings';
const mapping = {
  BatchSize: 1,
  Enabled: false,
  MaximumBatchingWindowInSeconds: 1,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
  ScalingConfig: { MaximumConcurrency: 2 },
};

/** Members named in a path stand there; those of a GET or a DELETE that are not, in the query. */
export const lambdaInputs: readonly BaseInput[] = [
  [`POST ${functions}/:FunctionName/invocations`, { FunctionName, a: 1, list: [1, { b: 2 }] }],
  [`GET ${functions}`, { MaxItems: 1, Marker: 'x', FunctionVersion: 'ALL' }],
  [`GET ${functions}/:FunctionName`, { FunctionName, Qualifier: '$LATEST' }],
  [`GET ${functions}/:FunctionName/configuration`, { FunctionName, Qualifier: '$LATEST' }],
  ['PUT /2017-10-31/functions/:FunctionName/concurrency', { FunctionName, ReservedConcurrentExecutions: 1 }],
  ['GET /2019-09-30/functions/:FunctionName/concurrency', { FunctionName }],
  ['DELETE /2017-10-31/functions/:FunctionName/concurrency', { FunctionName }],
  [`GET ${mappings}`, { FunctionName, EventSourceArn: jobs, MaxItems: 1, Marker: 'x' }],
  [`POST ${mappings}`, { FunctionName, EventSourceArn: jobs, ...mapping }],
  [`GET ${mappings}/:UUID`, { UUID }],
  [`PUT ${mappings}/:UUID`, { UUID, FunctionName, ...mapping }],
  [`DELETE ${mappings}/:UUID`, { UUID }],
];

const schedule = {
  Name,
  ScheduleExpression: 'rate(1 day)',
  ScheduleExpressionTimezone: 'Europe/Berlin',
  StartDate: 1_900_000_000,
  EndDate: 2_000_000_000,
  State: 'DISABLED',
  Description: 'd',
  GroupName: 'default',
  ActionAfterCompletion: 'NONE',
  ClientToken: 'token',
  FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
  Target: {
    Arn: jobs,
    RoleArn: 'arn:aws:iam::000000000000:role/r',
    Input: '{"a":1}',
    RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
    DeadLetterConfig: { Arn: jobs },
    SqsParameters: { MessageGroupId: 'g' },
  },
};

const group = 'arn:aws:scheduler:us-east-1:000000000000:schedule-group/default';

export const schedulerInputs: readonly BaseInput[] = [
  ['POST /schedules/:Name', schedule],
  ['PUT /schedules/:Name', schedule],
  ['GET /schedules/:Name', { Name, groupName: 'default' }],
  ['DELETE /schedules/:Name', { Name, groupName: 'default', clientToken: 't' }],
  [
    'GET /schedules',
    { NamePrefix: 'n', MaxResults: 1, NextToken: 'x', State: 'ENABLED', ScheduleGroup: 'default' },
  ],
  ['POST /schedule-groups/:Name', { Name, ClientToken: 't', Tags: [{ Key: 'k', Value: 'v' }] }],
  ['GET /schedule-groups/:Name', { Name }],
  ['DELETE /schedule-groups/:Name', { Name, clientToken: 't' }],
  ['GET /schedule-groups', { NamePrefix: 'n', MaxResults: 1, NextToken: 'x' }],
  ['POST /tags/:ResourceArn', { ResourceArn: group, Tags: [{ Key: 'k', Value: 'v' }] }],
  ['DELETE /tags/:ResourceArn', { ResourceArn: group, TagKeys: ['k'] }],
  ['GET /tags/:ResourceArn', { ResourceArn: group }],
];
