import { NO_RESOURCE, requestedAction, text } from '../foundation/requested-action.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import { logGroup } from './log-group.ts';

/**
 * Of no resource:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
const OF_NO_RESOURCE: ReadonlySet<string> = new Set(['CreateLogDelivery']);

/** CloudWatch Logs: the lines of functions. */
export const logsDefinition: ServiceDefinition = {
  iamPrefix: 'logs',
  protocol: { kind: 'json', targetPrefix: 'Logs_20140328' },
  largestRequestBytes: 1_048_576,
  requestContext:
    () =>
    (operation, input, { account, region }) => {
      if (OF_NO_RESOURCE.has(operation)) return [requestedAction(`logs:${operation}`, NO_RESOURCE)];
      const group = text(input, 'logGroupName') ?? text(input, 'logGroupNamePrefix') ?? '';
      const named =
        text(input, 'logGroupIdentifier') ?? `arn:aws:logs:${region}:${account}:log-group:${group}`;
      // AWS's own form of a log group's ARN ends so, whatever the streams.
      return [requestedAction(`logs:${operation}`, named.endsWith(':*') ? named : `${named}:*`)];
    },
  conditionKeys: [],
  resourceTypes: { 'AWS::Logs::LogGroup': logGroup },
};
