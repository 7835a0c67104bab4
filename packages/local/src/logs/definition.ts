import { requestedAction, text } from '../foundation/requested-action.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';

/** CloudWatch Logs: the lines of functions. Log groups of templates are ignored, because each function has its own. */
export const logsDefinition: ServiceDefinition = {
  iamPrefix: 'logs',
  protocol: { kind: 'json', targetPrefix: 'Logs_20140328' },
  largestRequestBytes: 1_048_576,
  requestContext:
    () =>
    (operation, input, { account, region }) => {
      const group = text(input, 'logGroupName') ?? text(input, 'logGroupNamePrefix') ?? '';
      const named =
        text(input, 'logGroupIdentifier') ?? `arn:aws:logs:${region}:${account}:log-group:${group}`;
      // AWS's own form of a log group's ARN ends so, whatever the streams.
      return [requestedAction(`logs:${operation}`, named.endsWith(':*') ? named : `${named}:*`)];
    },
  conditionKeys: [],
  resourceTypes: {},
};
