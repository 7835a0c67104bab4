import type { Program } from '../asl/program.ts';
import type { QueryLanguageName, State } from '../asl/state.ts';
import type { QueryLanguage, View } from '../dataflow/query-language.ts';
import { type ContextMore, contextObject } from '../execution/context-object.ts';
import type { Execution, Frame } from '../execution/execution.ts';
import type { Tokens } from '../execution/token.ts';
import { type HistoryEvent, historyEvent, type ReportedEvent, textLength } from '../history/event.ts';
import type { Ids } from '../ids.ts';
import type { JsonObject } from '../json.ts';

/** What the steps need from outside. */
export interface EngineContext {
  readonly now: () => number;
  readonly ids: Ids;
  readonly tokens: Tokens;
  readonly languages: Readonly<Record<QueryLanguageName, QueryLanguage>>;
  readonly region: string;
  readonly activityExists: (arn: string) => boolean;
}

/** One advance of an execution: from the input that set it going until it can go no further, or for so many steps. */
export interface Run {
  readonly execution: Execution;
  readonly program: Program;
  /** Frames that can take a step now, first come first served. */
  readonly ready: Set<number>;
  /** What this advance added to the history. */
  readonly events: HistoryEvent[];
  /** What it added to those of the iterations of Map runs: reported, and not kept. */
  readonly iterationEvents: ReportedEvent[];
  /** Characters of the events' inputs and outputs, about. */
  recorded: number;
  /** Task attempts that are to be called once this advance is saved. */
  readonly calls: { readonly frame: number; readonly attempt: number }[];
  /** Task attempts that now wait for an execution that they have started. */
  readonly watches: { readonly frame: number; readonly attempt: number; readonly arn: string }[];
  /** Executions to be stopped because the task that waits for them is over. */
  readonly stops: string[];
  readonly context: EngineContext;
}

/** Adds an event to the history and gives its id. */
export const record = (run: Run, previous: number, type: string, details?: JsonObject): number => {
  const id = ++run.execution.lastEventId;
  const event = historyEvent(id, previous, run.context.now(), type, details);
  run.events.push(event);
  run.recorded += textLength(event);
  return id;
};

/** Adds an event of a frame: to the history, or to what is reported of its iteration. Gives its id. */
export const recordFor = (
  run: Run,
  frame: Frame,
  previous: number,
  type: string,
  details?: JsonObject,
): number => {
  if (frame.child === undefined) return record(run, previous, type, details);
  const root = iterationOf(run.execution, frame);
  const id = (root.lastOwnEventId ?? 0) + 1;
  root.lastOwnEventId = id;
  const event = historyEvent(id, previous, run.context.now(), type, details);
  const around = root.parent === undefined ? undefined : run.execution.frames[root.parent];
  const parentArn = (around?.child ?? run.execution).arn;
  run.iterationEvents.push({ executionArn: frame.child.arn, parentArn, event });
  run.recorded += textLength(event);
  return id;
};

/** The outermost frame of the iteration that a frame is in. */
const iterationOf = ({ frames }: Execution, frame: Frame): Frame => {
  let root = frame;
  for (;;) {
    const outer = root.parent === undefined ? undefined : frames[root.parent];
    if (outer?.child === undefined || outer.child.arn !== frame.child?.arn) return root;
    root = outer;
  }
};

export const isIteration = ({ frames }: Execution, frame: Frame): boolean => {
  const { phase } = (frame.parent === undefined ? undefined : frames[frame.parent]) ?? {};
  return phase?.kind === 'fan-out' && phase.mapRun !== undefined;
};

/** Adds an event that the sequence's next one follows. */
export const recordNext = (run: Run, frame: Frame, type: string, details?: JsonObject): void => {
  frame.lastEventId = recordFor(run, frame, frame.lastEventId, type, details);
};

export const stateOf = (run: Run, frame: Frame): State => {
  const state = run.program.sequences[frame.sequence]?.states[frame.state];
  if (!state) throw new Error(`no state '${frame.state}' in sequence ${frame.sequence}`);
  return state;
};

export const languageOf = (run: Run, state: State): QueryLanguage =>
  run.context.languages[state.QueryLanguage ?? run.program.queryLanguage];

export const viewOf = (run: Run, frame: Frame, state: State, more?: ContextMore): View => ({
  input: frame.input,
  variables: frame.variables,
  context: () => contextObject(run.execution, frame, state.Type, more),
});

/** Marks a payload in an event as whole: this runtime truncates none. */
export const WHOLE = { truncated: false } as const;

/** The open frames inside a frame, in the order of their branches or items. */
export const childrenOf = (execution: Execution, parent: Frame): Frame[] =>
  Object.values(execution.frames)
    .filter((frame) => frame.parent === parent.id)
    .sort((left, right) => left.index - right.index);

export const openFrame = (
  run: Run,
  frame: Pick<
    Frame,
    'parent' | 'index' | 'sequence' | 'item' | 'child' | 'input' | 'variables' | 'lastEventId'
  >,
): Frame => {
  const id = ++run.execution.lastFrameId;
  const opened: Frame = {
    ...frame,
    id,
    state: run.program.sequences[frame.sequence]?.startAt ?? '',
    enteredAt: 0,
    enteredEventId: 0,
    enteredAfterEventId: 0,
    retryCount: 0,
    retries: [],
    phase: { kind: 'entering' },
  };
  run.execution.frames[id] = opened;
  run.ready.add(id);
  return opened;
};
