import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import type { Execution } from './execution.ts';
import { historyTable } from './history-table.ts';
import { createPaint } from './paint.ts';
import { summarise } from './summary.ts';

const start = Date.UTC(2026, 0, 1);
const at = (ms: number) => new Date(start + ms);
const resource = { resourceType: 'lambda', resource: 'invoke.waitForTaskToken' };

const history = [
  { id: 1, type: 'ExecutionStarted', timestamp: at(0) },
  { id: 2, type: 'TaskStateEntered', timestamp: at(1), stateEnteredEventDetails: { name: 'Ask' } },
  { id: 3, type: 'TaskSubmitted', timestamp: at(40), taskSubmittedEventDetails: resource },
  { id: 4, type: 'TaskSucceeded', timestamp: at(2090), taskSucceededEventDetails: resource },
  { id: 5, type: 'ExecutionSucceeded', timestamp: at(2091) },
] as unknown as HistoryEvent[];

const execution: Execution = {
  input: { number: 12 },
  status: 'SUCCEEDED',
  output: true,
  history,
  startedAt: at(0),
  stoppedAt: at(2091),
};

it('shows each event with its state, its resource and its time since the start, and the pause where the task slept', () => {
  expect(historyTable(execution, 'the worker', createPaint(false, {}))).toMatchInlineSnapshot(`
    "ID  Type                Step  Resource          Time
     1  ExecutionStarted                            0 ms
     2  TaskStateEntered    Ask                     1 ms
     3  TaskSubmitted       Ask   lambda:invoke    40 ms
        ┆ asleep for 2050 ms: nothing runs and nothing polls here, while the worker works
     4  TaskSucceeded       Ask   lambda:invoke  2090 ms
     5  ExecutionSucceeded                       2091 ms"
  `);
});

it('counts the pause from submission to the answer, and the overhead beside the work', () => {
  expect(summarise(execution, 2000)).toMatchObject({
    pausedMs: 2050,
    overheadMs: 91,
    history: history.map((e) => e.type),
  });
});

it('colours only where a terminal shows it, and never under NO_COLOR', () => {
  expect(createPaint(true, {}).red('x')).toBe('\x1b[31mx\x1b[0m');
  expect(createPaint(true, { NO_COLOR: '1' }).red('x')).toBe('x');
  expect(createPaint(false, {}).red('x')).toBe('x');
});
