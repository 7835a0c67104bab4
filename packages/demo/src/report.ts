import type { Execution } from './execution.ts';
import { historyTable } from './history-table.ts';
import type { Paint } from './paint.ts';
import type { Hop } from './route.ts';
import { summarise } from './summary.ts';

const STATIONS = {
  request: 'request on the queue',
  result: 'event on the bus',
  verdict: 'verdict of the relay',
};

/** All that the demo shows of one execution. */
export function report(execution: Execution, hops: readonly Hop[], workMs: number, paint: Paint): string {
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
    ...hops.map((hop) => wayLine(hop, execution.startedAt.getTime())),
    '',
    `Paused ${pausedMs} ms. Overhead beside the worker's own ${workMs} ms: ${overheadMs} ms.`,
    '',
  ].join('\n');
}

function outcomeOf({ output, error, cause }: Execution): string {
  return error === undefined ? `Output  ${JSON.stringify(output)}` : `Error   ${error}\nCause   ${cause}`;
}

function wayLine({ at, station, text }: Hop, startedAt: number): string {
  return `  ${`${at - startedAt} ms`.padStart(8)}  ${STATIONS[station].padEnd(22)}${text}`;
}
