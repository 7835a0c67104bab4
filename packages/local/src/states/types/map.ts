import type { MapState } from '../asl/state.ts';
import { runtimeError } from '../errors/failure.ts';
import type { FanOutPhase, Frame } from '../execution/execution.ts';
import type { Json } from '../json.ts';
import { languageOf, openFrame, type Run, record, recordNext, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

/** AWS runs at most 40 iterations of an inline Map at once, whatever MaxConcurrency says. */
const MOST_AT_ONCE = 40;

/** The items as they are numbered; JSONata may give an object, whose members are the items. */
const itemsOf = async (run: Run, frame: Frame, state: MapState): Promise<Json[]> => {
  const items = await languageOf(run, state).items(state, viewOf(run, frame, state));
  if (!Array.isArray(items))
    throw runtimeError(`Reference path ${state.ItemsPath ?? '$'} must point to array.`);
  return items;
};

const concurrencyOf = async (run: Run, frame: Frame, state: MapState): Promise<number> => {
  const most = await languageOf(run, state).field(state, 'MaxConcurrency', viewOf(run, frame, state));
  if (most === undefined || most === 0) return MOST_AT_ONCE;
  if (typeof most === 'number' && Number.isInteger(most) && most > 0) return Math.min(most, MOST_AT_ONCE);
  throw runtimeError(`MaxConcurrency must be an integer of 0 or more, got ${JSON.stringify(most)}`);
};

const startIterations = async (
  run: Run,
  frame: Frame,
  state: MapState,
  phase: FanOutPhase,
): Promise<void> => {
  const sequence = run.program.inner.get(state)?.[0] ?? 0;
  const most = await concurrencyOf(run, frame, state);
  while (phase.waiting.length > 0 && phase.open < most) {
    const next = phase.waiting.shift();
    if (!next) return;
    phase.open += 1;
    const lastEventId = record(run, frame.lastEventId, 'MapIterationStarted', {
      name: frame.state,
      index: next.index,
    });
    const { id: parent, variables } = frame;
    openFrame(run, { ...next, parent, sequence, variables, lastEventId });
  }
};

export const enterMap = async (run: Run, frame: Frame, state: MapState): Promise<void> => {
  const items = await itemsOf(run, frame, state);
  const waiting: FanOutPhase['waiting'] = [];
  for (const [index, value] of items.entries()) {
    const item = { Index: index, Value: value };
    const view = viewOf(run, frame, state, { item });
    waiting.push({ index, item, input: await languageOf(run, state).itemInput(state, view, value) });
  }
  recordNext(run, frame, 'MapStateStarted', { length: items.length });
  const phase: FanOutPhase = { kind: 'fan-out', waiting, results: items.map(() => null), open: 0 };
  frame.phase = phase;
  await startIterations(run, frame, state, phase);
  if (items.length === 0) run.ready.add(frame.id);
};

/** An iteration has ended: the next one starts, or the state's result is what all of them gave. */
export const joinMap = async (run: Run, frame: Frame, state: MapState, phase: FanOutPhase): Promise<void> => {
  await startIterations(run, frame, state, phase);
  if (phase.open > 0) return;
  record(run, frame.lastEventId, 'MapStateSucceeded');
  await leaveState(run, frame, state, phase.results);
};
