import {
  listWaits,
  OperatorError,
  type Wait,
  type WaitFilter,
  type WaitOrder,
  waitOrders,
} from '@callback-relay/operator';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Context } from '../context.ts';
import { fromNow, readSpan, spanOf } from '../output/duration.ts';
import type { Column } from '../output/table.ts';

interface WaitsOptions extends WaitFilter {
  readonly order: WaitOrder;
  readonly limit: number;
}

export function waitsOptions(command: Command): Command {
  return command
    .description('List the callbacks that wait, the oldest first')
    .option('--worker <source>', 'that this event source may answer')
    .option('--namespace <namespace>', 'of this requester')
    .option('--state-machine <name>', 'of this state machine')
    .option('--execution <name-or-arn>', 'of this execution')
    .option('--search <text>', 'with this text in ID, worker, state machine or execution')
    .option('--older-than <span>', 'opened at least this long ago: 90s, 15m, 2h, 1d', span)
    .option('--due-within <span>', 'whose deadline is at most this far away', span)
    .addOption(new Option('--order <order>', 'sorted by').choices(waitOrders).default('oldest'))
    .option('--limit <number>', 'so many at most', wholeNumber, 50);
}

export async function runWaits({ stage, print }: Context, options: WaitsOptions): Promise<void> {
  const { worker, namespace, stateMachine, execution, search, olderThan, dueWithin, order, limit } = options;
  const { waits, open } = await listWaits(stage, {
    ...{ order, limit },
    ...(worker !== undefined && { worker }),
    ...(namespace !== undefined && { namespace }),
    ...(stateMachine !== undefined && { stateMachine }),
    ...(execution !== undefined && { execution }),
    ...(search !== undefined && { search }),
    ...(olderThan !== undefined && { olderThan }),
    ...(dueWithin !== undefined && { dueWithin }),
  });
  print.rows(
    waits,
    columns(stage.now()),
    open === 0 ? 'Nothing waits.' : `Nothing of this kind waits; ${open} other callbacks do.`,
  );
  if (waits.length < open && waits.length > 0) print.note(`${waits.length} of ${open} open callbacks`);
}

function columns(now: number): readonly Column<Wait>[] {
  return [
    { title: 'correlation ID', value: ({ correlationId }) => correlationId },
    {
      title: 'age',
      value: ({ openedAt }) => (openedAt === undefined ? '' : spanOf(now - Date.parse(openedAt))),
    },
    { title: 'deadline', value: ({ deadline }) => fromNow(deadline, now) },
    { title: 'may answer', value: ({ sources }) => sources.join(', '), shrinks: true },
    { title: 'state machine', value: ({ stateMachine }) => stateMachine, shrinks: true },
    { title: 'execution', value: ({ execution }) => execution, shrinks: true },
  ];
}

export function span(text: string): number {
  const milliseconds = readSpan(text);
  if (milliseconds === undefined) throw new InvalidArgumentError('It takes a span, as 90s, 15m, 2h or 1d.');
  return milliseconds;
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1 on.');
  return Number(text);
}

/** For commands that need one of several. */
export function required(value: string | undefined, message: string): string {
  if (value === undefined || value.trim() === '') throw new OperatorError('invalid-input', message);
  return value;
}
