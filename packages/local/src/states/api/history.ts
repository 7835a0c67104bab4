import type { Operations } from '../../foundation/service.ts';
import type { HistoryEvent } from '../history/event.ts';
import { isObject, type JsonObject } from '../json.ts';
import { executionOf } from './executions.ts';
import { afterToken, optionalBoolean, pageSize, pageToken, seconds } from './request.ts';
import type { StatesContext } from './states-context.ts';

/** What `includeExecutionData: false` leaves out of an event's details. */
const EXECUTION_DATA: ReadonlySet<string> = new Set([
  'input',
  'output',
  'parameters',
  'assignedVariables',
  'error',
  'cause',
]);

const withoutData = (details: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(details).filter(([name]) => !EXECUTION_DATA.has(name)));

const eventMembers = (event: HistoryEvent, withData: boolean): JsonObject => {
  const members = Object.entries(event).map(([name, value]): [string, JsonObject[string]] => {
    if (name === 'timestamp') return [name, seconds(event.timestamp)];
    return [name, isObject(value) && !withData ? withoutData(value) : value];
  });
  return Object.fromEntries(members);
};

export const historyOperations = (context: StatesContext) =>
  ({
    async GetExecutionHistory(request) {
      const { arn } = executionOf(context, request);
      const reverse = optionalBoolean(request, 'reverseOrder') ?? false;
      const withData = optionalBoolean(request, 'includeExecutionData') ?? true;
      const limit = pageSize(request);
      const kind = reverse ? 'history-reverse' : 'history';
      const after = afterToken(request, kind);
      const found = context.store.events(arn, {
        reverse,
        limit: limit + 1,
        ...(after === undefined ? {} : { after }),
      });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        events: page.map((event) => eventMembers(event, withData)),
        ...(found.length > limit && last ? { nextToken: pageToken(kind, last.id) } : {}),
      };
    },
  }) satisfies Operations;
