import {
  type ExecutionSummary,
  listExecutions,
  listMachines,
  readHistory,
  showExecution,
} from '@callback-relay/operator';
import type { Context } from '../context.ts';
import { plain } from '../output/paint.ts';
import type { Column } from '../output/table.ts';

/** Without a state machine: those that there are. With one: its newest executions. */
export async function runExecutions(
  { stage, print }: Context,
  stateMachine: string | undefined,
  { status, limit }: { readonly status?: string; readonly limit: number },
): Promise<void> {
  if (stateMachine === undefined) {
    const machines = await listMachines(stage);
    print.rows(
      machines,
      [
        { title: 'state machine', value: ({ name }) => name },
        { title: 'arn', value: ({ arn }) => arn },
      ],
      'There is no state machine.',
    );
  } else {
    const executions = await listExecutions(stage, {
      stateMachine,
      limit,
      ...(status !== undefined && { status }),
    });
    print.rows(executions, columns, 'There is no such execution.');
  }
}

const columns: readonly Column<ExecutionSummary>[] = [
  { title: 'status', value: ({ status }) => status },
  { title: 'started', value: ({ startedAt }) => startedAt },
  { title: 'ended', value: ({ stoppedAt }) => stoppedAt },
  { title: 'execution', value: ({ arn }) => arn },
];

/** An execution and its history, task tokens taken out. */
export async function runHistory({ stage, print }: Context, executionArn: string): Promise<void> {
  const [execution, events] = await Promise.all([
    showExecution(stage, executionArn),
    readHistory(stage, executionArn),
  ]);
  if (!print.json) print.result({}, `${print.paint('bold', plain(execution.name))}  ${execution.status}\n`);
  print.rows(
    events,
    [
      { title: 'id', value: ({ id }) => id },
      { title: 'time', value: ({ timestamp }) => timestamp?.toISOString() },
      { title: 'event', value: ({ type }) => type },
      { title: 'details', value: details, shrinks: true },
    ],
    'It has no events.',
  );
}

function details(event: object): string {
  const [, found] = Object.entries(event).find(([name]) => name.endsWith('EventDetails')) ?? [];
  return found === undefined ? '' : JSON.stringify(found);
}
