import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { Execution } from './execution.ts';
import type { Paint } from './paint.ts';
import { pauseOf } from './pause.ts';

/** The execution's events as the console's table shows them: ID, type, step, resource, time since the start. */
export function historyTable(execution: Execution, workerName: string, paint: Paint): string {
  const pause = pauseOf(execution.history);
  const rows = execution.history.map((event) => cellsOf(event, execution));
  const head = ['ID', 'Type', 'Step', 'Resource', 'Time'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = execution.history.flatMap((event, index) => {
    const line = colouring(event, paint)(aligned(rows[index] ?? [], widths));
    return event.id === pause?.fromId
      ? [line, paint.dim(pauseLine(pause?.milliseconds ?? 0, workerName, widths))]
      : [line];
  });
  return [paint.bold(aligned(head, widths)), ...lines].join('\n');
}

function cellsOf(event: HistoryEvent, { history, startedAt }: Execution): readonly string[] {
  const since = (event.timestamp?.getTime() ?? Number.NaN) - startedAt.getTime();
  return [String(event.id), event.type ?? '', stepOf(event, history), resourceOf(event), `${since} ms`];
}

/** Numbers to the right, words to the left. */
function aligned(cells: readonly string[], widths: readonly number[]): string {
  const last = cells.length - 1;
  return cells
    .map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 || column === last ? cell.padStart(width) : cell.padEnd(width);
    })
    .join('  ');
}

function colouring({ type }: HistoryEvent, paint: Paint): (text: string) => string {
  if (type?.endsWith('Succeeded')) return paint.green;
  return /(Failed|TimedOut|Aborted)$/.test(type ?? '') ? paint.red : (text) => text;
}

function pauseLine(milliseconds: number, workerName: string, [indent = 0]: readonly number[]): string {
  return `${' '.repeat(indent)}  ┆ asleep for ${milliseconds} ms: nothing runs and nothing polls here, while ${workerName} works`;
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
