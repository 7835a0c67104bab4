import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Execution } from './execution.ts';
import type { Paint } from './paint.ts';
import { pauseOf } from './pause.ts';

const COLUMNS = { id: 4, type: 22, step: 12, resource: 26, started: 8 };

/** The execution's events as the console's table shows them: ID, type, step, resource, time since the start. */
export function historyTable(execution: Execution, workerName: string, paint: Paint): string {
  const pause = pauseOf(execution.history);
  const lines = execution.history.flatMap((event) => {
    const line = row(event, execution, paint);
    if (pause === undefined || event.id !== pause.fromId) return [line];
    return [line, paint.dim(pauseLine(pause.milliseconds, workerName))];
  });
  const head = columns('ID', 'Type', 'Step', 'Resource', 'Time');
  return [paint.bold(head), ...lines].join('\n');
}

function row(event: HistoryEvent, { history, startedAt }: Execution, paint: Paint): string {
  const since = (event.timestamp?.getTime() ?? Number.NaN) - startedAt.getTime();
  const type = event.type ?? '';
  const text = columns(String(event.id), type, stepOf(event, history), resourceOf(event), `${since} ms`);
  if (/Succeeded$/.test(type)) return paint.green(text);
  return /(Failed|TimedOut|Aborted)$/.test(type) ? paint.red(text) : text;
}

function columns(id: string, type: string, step: string, resource: string, started: string): string {
  return [
    id.padStart(COLUMNS.id),
    type.padEnd(COLUMNS.type),
    step.padEnd(COLUMNS.step),
    resource.padEnd(COLUMNS.resource),
    started.padStart(COLUMNS.started),
  ].join('  ');
}

function pauseLine(milliseconds: number, workerName: string): string {
  return `${' '.repeat(COLUMNS.id)}  ┆ asleep for ${milliseconds} ms: nothing runs, nothing polls, while ${workerName} works`;
}

/** The state that an event belongs to: named by the last state entered before it. */
function stepOf(event: HistoryEvent, history: readonly HistoryEvent[]): string {
  if (event.type?.startsWith('Execution')) return '';
  const entered = history.filter(
    (each) => each.stateEnteredEventDetails !== undefined && Number(each.id) <= Number(event.id),
  );
  return event.stateExitedEventDetails?.name ?? entered.at(-1)?.stateEnteredEventDetails?.name ?? '';
}

function resourceOf(event: HistoryEvent): string {
  const details =
    event.taskScheduledEventDetails ??
    event.taskStartedEventDetails ??
    event.taskSubmittedEventDetails ??
    event.taskSucceededEventDetails ??
    event.taskFailedEventDetails;
  return details === undefined ? '' : `${details.resourceType}:${details.resource?.split('.')[0]}`;
}
