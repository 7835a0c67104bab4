import { AwsError } from '../foundation/aws-error.ts';
import type { Operations } from '../foundation/service.ts';
import { matcherOf } from './filter-pattern.ts';
import type { LogLine, LogLines } from './log-lines.ts';

export interface LogOperationsOptions {
  readonly lines: LogLines;
  readonly functionNames: () => readonly string[];
}

const prefix = '/aws/lambda/';
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
const MOST_EVENTS = 10_000;
const MOST_GROUPS = 50;

/** CloudWatch Logs, as far as one reads the lines of functions: each function has the log group that Lambda gives it. */
export function logOperations({ lines, functionNames }: LogOperationsOptions) {
  const functionOf = (group: string): string => {
    const name = group.split(':log-group:').at(-1)?.replace(/:\*$/, '') ?? group;
    if (name.startsWith(prefix) && functionNames().includes(name.slice(prefix.length)))
      return name.slice(prefix.length);
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  };
  return {
    async FilterLogEvents(input) {
      const functionName = functionOf(String(input.logGroupName ?? input.logGroupIdentifier ?? ''));
      const matches = matcherOf(text(input, 'filterPattern'));
      const [start, end] = [
        number(input, 'startTime') ?? 0,
        number(input, 'endTime') ?? Number.POSITIVE_INFINITY,
      ];
      const limit = Math.min(MOST_EVENTS, number(input, 'limit') ?? MOST_EVENTS);
      const found = lines
        .of(functionName, Number(text(input, 'nextToken') ?? 0))
        .filter(({ timestamp, message }) => timestamp >= start && timestamp < end && matches(message));
      const page = found.slice(0, limit);
      return {
        events: page.map(eventOf),
        searchedLogStreams: [],
        ...(found.length > limit && { nextToken: String(page.at(-1)?.id) }),
      };
    },
    async DescribeLogGroups(input) {
      const begins = text(input, 'logGroupNamePrefix') ?? '';
      const groups = functionNames()
        .map((name) => `${prefix}${name}`)
        .filter((name) => name.startsWith(begins))
        .sort();
      const from = Number(text(input, 'nextToken') ?? 0);
      const limit = Math.min(MOST_GROUPS, number(input, 'limit') ?? MOST_GROUPS);
      return {
        logGroups: groups.slice(from, from + limit).map((logGroupName) => ({ logGroupName })),
        ...(groups.length > from + limit && { nextToken: String(from + limit) }),
      };
    },
  } satisfies Operations;
}

function eventOf({ id, timestamp, stream, message }: LogLine): object {
  return { eventId: String(id), timestamp, ingestionTime: timestamp, logStreamName: stream, message };
}

function text(input: Readonly<Record<string, unknown>>, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw new AwsError('SerializationException', `${member} must be a string.`);
}

function number(input: Readonly<Record<string, unknown>>, member: string): number | undefined {
  const value = input[member];
  if (value === undefined || value === null || typeof value === 'number') return value ?? undefined;
  throw new AwsError('SerializationException', `${member} must be a number.`);
}
