import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { redactTokens } from '../executions/redact.ts';
import { attempt } from '../operator-error.ts';
import { logGroupOf } from '../stage/names.ts';
import type { Stage } from '../stage/stage.ts';

/** A line that a function logged. */
export interface LogLine {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly text: string;
  /** The members of a structured line; empty for other lines. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface LogQuery {
  readonly functionName: string;
  /** Only lines with this text. */
  readonly containing?: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** @default 1000 */
  readonly limit?: number;
}

/** FilterLogEvents may answer empty pages while it searches: so many are read, and no more. */
const mostPages = 20;

/** Lines of a function's log group, oldest first; none where the group does not exist yet. */
export async function readLogs({ clients: { logs } }: Stage, query: LogQuery): Promise<readonly LogLine[]> {
  const { functionName, containing, since, limit = 1000 } = query;
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  return attempt(`reading the log of ${functionName}`, async () => {
    for (let page = 0; page < mostPages && lines.length < limit; page++) {
      const answer = await logs
        .send(
          new FilterLogEventsCommand({
            logGroupName: logGroupOf(functionName),
            startTime: since,
            ...(containing !== undefined && { filterPattern: quoted(containing) }),
            ...(nextToken !== undefined && { nextToken }),
          }),
        )
        .catch(noGroup);
      for (const { eventId = '', timestamp = 0, message = '' } of answer.events ?? [])
        lines.push({
          id: eventId,
          at: new Date(timestamp).toISOString(),
          ...redactTokens({ text: message.trimEnd(), fields: fieldsOf(message) }),
        });
      nextToken = answer.nextToken;
      if (nextToken === undefined) break;
    }
    return lines.slice(-limit);
  });
}

/** A term in double quotes matches lines that have it, whatever characters it has (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function noGroup(error: Error): { events?: undefined; nextToken?: undefined } {
  if (error.name === 'ResourceNotFoundException') return {};
  throw error;
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
