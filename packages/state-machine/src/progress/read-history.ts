import { detailsOf, type HistoryEvent, timeOf } from './history-event.ts';
import { newVisit, type Visit } from './visit.ts';

export type ExecutionStatus = 'unknown' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What a history says of an execution. */
export interface Run {
  status: ExecutionStatus;
  readonly visits: Visit[];
  /** How often each way was taken: `from`, `to` and whether by a Catch, as {@link wayOf} spells them. */
  readonly ways: Map<string, number>;
}

/** Where an event stands: in a visit, or after one. */
interface Position {
  readonly inside: Visit | undefined;
  readonly left: Visit | undefined;
}

const nowhere: Position = { inside: undefined, left: undefined };

const ends: Readonly<Record<string, ExecutionStatus>> = {
  ExecutionSucceeded: 'SUCCEEDED',
  ExecutionFailed: 'FAILED',
  ExecutionTimedOut: 'TIMED_OUT',
  ExecutionAborted: 'ABORTED',
};

export function wayOf(from: string, to: string, caught: boolean): string {
  return JSON.stringify([from, to, caught]);
}

/** Reads a history, oldest event first; events that it does not know change nothing. */
export function readHistory(events: readonly HistoryEvent[]): Run {
  const run: Run = { status: events.length === 0 ? 'unknown' : 'RUNNING', visits: [], ways: new Map() };
  const positions = new Map<number, Position>();
  for (const event of events) {
    const before = positions.get(event.previousEventId ?? 0) ?? nowhere;
    positions.set(event.id ?? 0, advance(run, event, before));
  }
  return run;
}

function advance(run: Run, event: HistoryEvent, before: Position): Position {
  const type = event.type ?? '';
  if (type.endsWith('StateEntered')) return { inside: enter(run, event, before), left: undefined };
  const visit = before.inside;
  if (type.endsWith('StateExited')) {
    if (visit !== undefined) exit(run, visit, event);
    return { inside: visit?.parent, left: visit };
  }
  if (type in ends) finish(run, ends[type] ?? 'unknown');
  else if (type === 'ExecutionRedriven') run.status = 'RUNNING';
  else if (visit !== undefined) happen(run, visit, type, event);
  return before;
}

function enter(run: Run, event: HistoryEvent, { inside, left }: Position): Visit {
  const { name, input } = detailsOf(event);
  const visit = newVisit({
    name: String(name),
    parent: inside,
    enteredAt: timeOf(event),
    input: text(input),
  });
  run.visits.push(visit);
  if (left !== undefined) {
    const way = wayOf(left.name, visit.name, left.status === 'caught');
    run.ways.set(way, (run.ways.get(way) ?? 0) + 1);
  }
  return visit;
}

function exit(run: Run, visit: Visit, event: HistoryEvent): void {
  const { output, assignedVariables } = detailsOf(event);
  closeInner(run, visit);
  visit.status = visit.error === undefined ? 'succeeded' : 'caught';
  visit.exitedAt = timeOf(event);
  visit.output = text(output);
  if (typeof assignedVariables === 'object' && assignedVariables !== null)
    visit.variables = assignedVariables as Record<string, string>;
}

/** `TaskScheduled`, `LambdaFunctionScheduled`, `ActivityScheduled`, `MapStateStarted`, `ParallelStateStarted`: work begins. */
const begins = /(Scheduled|StateStarted|MapRunStarted)$/;
const fails = /^(?!MapIteration).*(Failed|TimedOut)$/;

function happen(run: Run, visit: Visit, type: string, event: HistoryEvent): void {
  const details = detailsOf(event);
  if (begins.test(type)) {
    if (visit.attempts > 0) closeInner(run, visit);
    visit.attempts += 1;
    visit.error = undefined;
    visit.cause = undefined;
    if (type === 'MapStateStarted')
      Object.assign(visit.iterations, {
        total: Number(details.length ?? 0),
        started: 0,
        succeeded: 0,
        failed: 0,
        aborted: 0,
      });
  } else if (fails.test(type)) {
    visit.error = text(details.error) ?? (type.endsWith('TimedOut') ? 'States.Timeout' : 'unknown error');
    visit.cause = text(details.cause);
  } else if (type.endsWith('StateAborted')) {
    visit.status = 'aborted';
  } else if (type.startsWith('MapIteration')) {
    const outcome = type.slice('MapIteration'.length).toLowerCase();
    if (outcome in visit.iterations) visit.iterations[outcome as 'started'] += 1;
  }
}

/** What ran inside a Map or Parallel state does not outlive it. */
function closeInner(run: Run, outer: Visit): void {
  for (const visit of run.visits)
    if (visit.status === 'running' && isInside(visit, outer))
      visit.status = visit.error === undefined ? 'aborted' : 'failed';
}

function isInside(visit: Visit, outer: Visit): boolean {
  return visit.parent !== undefined && (visit.parent === outer || isInside(visit.parent, outer));
}

function finish(run: Run, status: ExecutionStatus): void {
  run.status = status;
  const open = run.visits.filter((visit) => visit.status === 'running');
  for (const visit of open) visit.status = hasFailed(visit, open, status) ? 'failed' : 'aborted';
  // Succeed has no more to it than to be entered, where the execution's end is all that follows.
  if (status === 'SUCCEEDED') for (const visit of open) visit.status = 'succeeded';
}

/** An execution fails by the state that failed, those around it included; a Fail state is entered and never left. */
function hasFailed(visit: Visit, open: readonly Visit[], status: ExecutionStatus): boolean {
  if (status !== 'FAILED') return false;
  if (visit.error !== undefined) return true;
  const inner = open.filter((each) => each !== visit && isInside(each, visit));
  if (inner.some((each) => each.error !== undefined || each.status === 'failed')) return true;
  // The last one entered without an error of its own is a Fail state, or one whose fields could not be evaluated.
  return inner.length === 0 && visit === open.at(-1) && !open.some((each) => each.error !== undefined);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
