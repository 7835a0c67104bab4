import { describe, expect, it } from 'vitest';
import { entered, exited, failed, history, started, type Written } from '../../test/history.ts';
import type { HistoryEvent } from './history-event.ts';
import { lightingOf } from './lighting.ts';

/** Events that follow so many others. */
const shiftedBy =
  (count: number) =>
  (event: HistoryEvent): HistoryEvent => ({
    ...event,
    id: (event.id ?? 0) + count,
    previousEventId: (event.previousEventId ?? 0) + count,
  });

const scheduled = { type: 'TaskScheduled', details: { resource: 'invoke.waitForTaskToken' } };

const startedMap = (length: number) => [
  started,
  entered('Map', 'Each'),
  { type: 'MapStateStarted', details: { length } },
];

const firstIteration = { details: { name: 'Each', index: 0 } };

/** The first iteration of the Map state, up to the failure of its task. */
const failedIteration = (error: string) => [
  { type: 'MapIterationStarted', ...firstIteration },
  entered('Task', 'Ask'),
  scheduled,
  failed(error),
];

describe('the lighting of a history', () => {
  it('is dark before anything happens', () => {
    const lighting = lightingOf([]);
    expect(lighting.status).toBe('unknown');
    expect(lighting.light('Ask')).toMatchObject({ light: 'idle', visits: [] });
  });

  it('has a task that waits running, with its input', () => {
    const lighting = lightingOf(
      history(started, entered('Task', 'Ask'), scheduled, { type: 'TaskStarted' }, { type: 'TaskSubmitted' }),
    );
    expect(lighting.status).toBe('RUNNING');
    expect(lighting.light('Ask')).toMatchObject({
      light: 'running',
      running: 1,
      visits: [{ input: '{"in":1}', attempts: 1 }],
    });
  });

  it('has a task that was answered succeeded, with its output and how long it took', () => {
    const events = history(
      started,
      entered('Task', 'Ask'),
      scheduled,
      { type: 'TaskSucceeded' },
      exited('Task', 'Ask'),
      { type: 'ExecutionSucceeded' },
    );
    const [visit] = lightingOf(events).light('Ask').visits;
    expect(visit).toMatchObject({ status: 'succeeded', output: '{"out":2}' });
    expect((visit?.exitedAt ?? 0) - (visit?.enteredAt ?? 0)).toBe(3000);
  });

  it('counts retries, and has the error of the last attempt alone', () => {
    const events = history(
      started,
      entered('Task', 'Ask'),
      scheduled,
      failed('First'),
      scheduled,
      failed('Second'),
      scheduled,
    );
    expect(lightingOf(events).light('Ask')).toMatchObject({
      light: 'running',
      retries: 2,
      visits: [{ attempts: 3, error: undefined }],
    });
  });

  it('follows a Catch: the state is caught, the way of the catch is taken and the other is not', () => {
    const lighting = lightingOf(
      history(
        started,
        entered('Task', 'Ask'),
        scheduled,
        failed('No'),
        exited('Task', 'Ask'),
        entered('Pass', 'Tell'),
      ),
    );
    expect(lighting.light('Ask')).toMatchObject({
      light: 'caught',
      visits: [{ error: 'No', cause: 'because' }],
    });
    expect([lighting.taken('Ask', 'Tell', true), lighting.taken('Ask', 'Tell', false)]).toEqual([1, 0]);
  });

  it('fails the state by which the execution failed', () => {
    const lighting = lightingOf(
      history(started, entered('Task', 'Ask'), scheduled, failed('No'), { type: 'ExecutionFailed' }),
    );
    expect([lighting.status, lighting.light('Ask').light]).toEqual(['FAILED', 'failed']);
  });

  it('fails a Fail state, which is entered and never left', () => {
    const lighting = lightingOf(history(started, entered('Fail', 'Refuse'), { type: 'ExecutionFailed' }));
    expect(lighting.light('Refuse').light).toBe('failed');
  });

  it.each([
    ['ExecutionAborted', 'ABORTED'],
    ['ExecutionTimedOut', 'TIMED_OUT'],
  ])('aborts what runs at %s', (type, status) => {
    const lighting = lightingOf(history(started, entered('Wait', 'Sleep'), { type }));
    expect([lighting.status, lighting.light('Sleep').light]).toEqual([status, 'aborted']);
  });

  it('counts the visits of a loop, and how often its way was taken', () => {
    const lighting = lightingOf(
      history(
        started,
        entered('Pass', 'A'),
        exited('Pass', 'A'),
        entered('Pass', 'B'),
        exited('Pass', 'B'),
        entered('Pass', 'A'),
      ),
    );
    expect(lighting.light('A').visits.map(({ status }) => status)).toEqual(['succeeded', 'running']);
    expect(lighting.taken('B', 'A', false)).toBe(1);
  });

  it('counts the items of a Map', () => {
    const iteration = (type: string, index: number, after: number) => ({
      type: `MapIteration${type}`,
      details: { name: 'M', index },
      after,
    });
    const lighting = lightingOf(
      history(
        started,
        entered('Map', 'M'),
        { type: 'MapStateStarted', details: { length: 3 } },
        iteration('Started', 0, 3),
        entered('Pass', 'Item', 4),
        exited('Pass', 'Item', 5),
        iteration('Succeeded', 0, 6),
        iteration('Started', 1, 3),
        entered('Pass', 'Item', 8),
      ),
    );
    expect(lighting.light('M').iterations).toEqual({
      total: 3,
      started: 2,
      succeeded: 1,
      failed: 0,
      aborted: 0,
    });
    expect(lighting.light('Item')).toMatchObject({ light: 'running', running: 1 });
    expect(lighting.light('Item').visits[0]?.parent?.name).toBe('M');
  });

  it('aborts the branches beside the one that failed, where the Parallel state catches', () => {
    const lighting = lightingOf(
      history(
        started,
        entered('Parallel', 'P'),
        { type: 'ParallelStateStarted' },
        entered('Task', 'A', 3),
        entered('Task', 'B', 3),
        { ...failed('No'), after: 4 },
        { type: 'ParallelStateFailed', details: { error: 'No' }, after: 6 },
        exited('Parallel', 'P', 2),
      ),
    );
    expect(['A', 'B'].map((name) => lighting.light(name).light)).toEqual(['failed', 'aborted']);
  });

  it('passes over events that it does not know', () => {
    const lighting = lightingOf(
      history(started, { type: 'SomethingNew' }, entered('Pass', 'A'), { type: 'OtherNewFailed' }),
    );
    expect(lighting.status).toBe('RUNNING');
  });

  it('has what a redrive goes on with running again, and what had succeeded as it was', () => {
    const events = history(
      started,
      entered('Parallel', 'Both'),
      { type: 'ParallelStateStarted' },
      entered('Task', 'Left'),
      scheduled,
      entered('Task', 'Right', 3),
      scheduled,
      entered('Wait', 'Third', 3),
      { type: 'TaskSucceeded', after: 5 },
      exited('Task', 'Left'),
      { ...failed('No'), after: 7 },
      { type: 'WaitStateAborted', after: 11 },
      { type: 'ParallelStateFailed', after: 11 },
      { type: 'ExecutionFailed', after: 13 },
      { type: 'ExecutionRedriven', details: { redriveCount: 1 } },
    );
    expect(['Both', 'Left', 'Right', 'Third'].map((name) => lightingOf(events).light(name).light)).toEqual([
      ...['running', 'succeeded', 'running', 'running'],
    ]);
    const more = history(
      { ...scheduled, after: 6 - events.length },
      failed('Again'),
      { type: 'ParallelStateFailed' },
      { type: 'ExecutionFailed' },
    );
    const again = [...events, ...more.map(shiftedBy(events.length))];
    expect(lightingOf(again)).toMatchObject({ status: 'FAILED' });
    expect(lightingOf(again).light('Right')).toMatchObject({ light: 'failed', visits: [{ error: 'Again' }] });
    expect(lightingOf(again).light('Both').light).toBe('failed');
  });

  it('has a Parallel state failed with what failed in it, and stopped what ran beside that', () => {
    const events = history(
      started,
      entered('Parallel', 'Both'),
      { type: 'ParallelStateStarted' },
      entered('Task', 'Left'),
      scheduled,
      entered('Task', 'Right', 3),
      scheduled,
      { ...failed('No'), after: 5 },
      // As AWS records it: both follow the failure, and have no name.
      { type: 'TaskStateAborted', after: 8 },
      { type: 'TaskStateAborted', after: 8 },
      { type: 'ParallelStateFailed', after: 8 },
    );
    const lights = (more: Written[]) => {
      const { light } = lightingOf([...events, ...history(...more).map(shiftedBy(events.length))]);
      return ['Both', 'Left', 'Right'].map((name) => [light(name).light, light(name).visits[0]?.error]);
    };
    expect(lights([{ type: 'ExecutionFailed' }])).toEqual([
      ['failed', 'No'],
      ['failed', 'No'],
      ['aborted', undefined],
    ]);
    expect(lights([exited('Parallel', 'Both'), entered('Pass', 'Caught')])[0]).toEqual(['caught', 'No']);
  });

  it('counts the failed iterations of a Map state, and no retry for its run', () => {
    const events = history(
      ...startedMap(2),
      ...failedIteration('No'),
      { type: 'MapIterationFailed', ...firstIteration, after: 7 },
      { type: 'MapStateFailed', after: 7 },
      { type: 'ExecutionFailed' },
    );
    expect(lightingOf(events).light('Each')).toMatchObject({ light: 'failed', iterations: { failed: 1 } });
    const run = history(...startedMap(2), { type: 'MapRunStarted' });
    expect(lightingOf(run).light('Each')).toMatchObject({ light: 'running', retries: 0 });
  });

  it('leaves what a retried state had given up as it is when the execution is redriven', () => {
    const events = history(
      ...startedMap(1),
      ...failedIteration('First'),
      { type: 'MapIterationFailed', ...firstIteration },
      { type: 'MapStateStarted', details: { length: 1 }, after: 2 },
      ...failedIteration('Second'),
      { type: 'ExecutionFailed' },
      { type: 'ExecutionRedriven' },
    );
    const { visits } = lightingOf(events).light('Ask');
    expect(visits.map(({ status, error }) => [status, error])).toEqual([
      ['failed', 'First'],
      ['running', undefined],
    ]);
  });
});
