import { detailsOf, type HistoryEvent, timeOf } from './history-event.ts';
import { attemptsOf, newVisit, noIterations, type Visit } from './visit.ts';

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
  const visit = aboutOf(type, before.inside);
  if (type.endsWith('StateExited')) {
    if (visit !== undefined) exit(run, visit, event);
    return { inside: visit?.parent, left: visit };
  }
  if (type in ends) finish(run, ends[type] ?? 'unknown');
  else if (type === 'ExecutionRedriven') redrive(run);
  else if (visit !== undefined) happen(run, visit, type, event);
  return visit === before.inside ? before : { inside: visit, left: undefined };
}

const ofFannedOut = /^(Map|Parallel)(StateStarted|StateFailed|IterationFailed|IterationAborted)$/;

/** What starts or fails a Map or Parallel state, or an iteration, may follow an event inside it. */
function aboutOf(type: string, inside: Visit | undefined): Visit | undefined {
  const [, fannedOut] = ofFannedOut.exec(type) ?? [];
  let visit = inside;
  while (fannedOut && visit && !(visit.type === fannedOut && visit.status === 'running'))
    visit = visit.parent;
  return visit ?? inside;
}

function enter(run: Run, event: HistoryEvent, { inside, left }: Position): Visit {
  const { name, input } = detailsOf(event);
  const visit = newVisit({
    name: String(name),
    type: String(event.type).replace(/StateEntered$/, ''),
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
const begins = /(Scheduled|StateStarted)$/;
const fails = /^(?!MapIteration).*(Failed|TimedOut)$/;

function happen(run: Run, visit: Visit, type: string, event: HistoryEvent): void {
  const details = detailsOf(event);
  if (begins.test(type)) {
    beginAttempt(run, visit);
    const total = Number(details.length ?? 0);
    if (type === 'MapStateStarted') Object.assign(visit.iterations, { ...noIterations, total });
  } else if (type.endsWith('StateFailed')) {
    failFannedOut(run, visit);
  } else if (fails.test(type)) {
    visit.error = text(details.error) ?? (type.endsWith('TimedOut') ? 'States.Timeout' : 'unknown error');
    visit.cause = text(details.cause);
  } else if (type.endsWith('StateAborted')) {
    // It follows what has failed, and does not name what was stopped: the end of the state around both closes it.
    if (visit.error === undefined) visit.status = 'aborted';
  } else if (type.startsWith('MapIteration')) {
    const outcome = type.slice('MapIteration'.length).toLowerCase();
    if (outcome in visit.iterations) visit.iterations[outcome as 'started'] += 1;
  }
}

function beginAttempt(run: Run, visit: Visit): void {
  if (visit.attempts > 0) closeInner(run, visit);
  visit.attempts += 1;
  visit.error = undefined;
  visit.cause = undefined;
}

/** A Map or Parallel state fails with what failed last in it. */
function failFannedOut(run: Run, visit: Visit): void {
  const inner = run.visits.findLast((each) => isInside(each, visit) && isFailed(each));
  closeInner(run, visit);
  visit.error ??= inner?.error;
  visit.cause ??= inner?.cause;
  visit.status = 'failed';
}

function isFailed({ status, error }: Visit): boolean {
  return (status === 'running' || status === 'failed') && error !== undefined;
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

/** What was entered and not left runs again; it is not entered again, and neither is what is around it. */
function redrive(run: Run): void {
  run.status = 'RUNNING';
  const again = new Set<Visit | undefined>([undefined]);
  for (const visit of run.visits) {
    const { parent, inAttempt, status } = visit;
    // What an earlier attempt of a Map or Parallel state has left is over.
    const isOver = status === 'succeeded' || status === 'caught' || inAttempt !== attemptsOf(parent);
    if (isOver || !again.has(parent)) continue;
    again.add(visit);
    Object.assign(visit, { status: 'running', error: undefined, cause: undefined });
    Object.assign(visit.iterations, { failed: 0, aborted: 0 });
  }
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
