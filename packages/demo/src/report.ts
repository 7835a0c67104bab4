import type { Execution } from './execution.ts';
import { historyTable } from './history-table.ts';
import type { Paint } from './paint.ts';
import { type Stop, shown } from './route.ts';
import { summarise } from './summary.ts';

/** All that the demo shows of one execution. */
export function report(execution: Execution, way: readonly Stop[], workMs: number, paint: Paint): string {
  const { pausedMs, overheadMs } = summarise(execution, workMs);
  const ended =
    execution.status === 'SUCCEEDED' ? paint.green(execution.status) : paint.red(execution.status);
  return [
    paint.bold(`Input ${JSON.stringify(execution.input)}: ${ended}`),
    '',
    historyTable(execution, 'the worker', paint),
    '',
    outcomeOf(execution),
    '',
    paint.bold('The way of its callback'),
    ...way.map((stop) => wayLine(stop, execution.startedAt.getTime())),
    '',
    `Paused ${pausedMs} ms. Overhead beside the worker's own ${workMs} ms: ${overheadMs} ms.`,
    '',
  ].join('\n');
}

function outcomeOf({ output, error, cause }: Execution): string {
  return error === undefined ? `Output  ${JSON.stringify(output)}` : `Error   ${error}\nCause   ${cause}`;
}

function wayLine({ at, station, text }: Stop, startedAt: number): string {
  return `  ${`${at - startedAt} ms`.padStart(8)}  ${shown[station].padEnd(22)}${text}`;
}
