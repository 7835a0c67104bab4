import type { MapState } from '../asl/state.ts';
import type { FanOutPhase, Frame } from '../execution/execution.ts';
import { arrayOfTexts } from '../json.ts';
import { integerField } from '../run/number-field.ts';
import { languageOf, openFrame, type Run, record, recordNext, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';

/** AWS runs at most 40 iterations of an inline Map at once, whatever MaxConcurrency says. */
const MOST_AT_ONCE = 40;

const concurrencyOf = async (run: Run, frame: Frame, state: MapState): Promise<number> => {
  const most = await integerField(run, frame, state, 'MaxConcurrency', 0);
  return most === undefined || most === 0 ? MOST_AT_ONCE : Math.min(most, MOST_AT_ONCE);
};

const startIterations = (run: Run, frame: Frame, state: MapState, phase: FanOutPhase): void => {
  const sequence = run.program.inner.get(state)?.[0] ?? 0;
  while (phase.waiting.length > 0 && phase.open < phase.most) {
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
  const items = await languageOf(run, state).items(state, viewOf(run, frame, state));
  const most = await concurrencyOf(run, frame, state);
  const waiting: FanOutPhase['waiting'] = [];
  for (const [index, value] of items.entries()) {
    const item = { Index: index, Value: value };
    const view = viewOf(run, frame, state, { item });
    waiting.push({ index, item, input: await languageOf(run, state).itemInput(state, view, value) });
  }
  recordNext(run, frame, 'MapStateStarted', { length: items.length });
  const phase: FanOutPhase = { kind: 'fan-out', waiting, results: items.map(() => null), open: 0, most };
  frame.phase = phase;
  startIterations(run, frame, state, phase);
  if (items.length === 0) run.ready.add(frame.id);
};

/** An iteration has ended: the next one starts, or the state's result is what all of them gave. */
export const joinMap = async (run: Run, frame: Frame, state: MapState, phase: FanOutPhase): Promise<void> => {
  startIterations(run, frame, state, phase);
  if (phase.open > 0) return;
  record(run, frame.lastEventId, 'MapStateSucceeded');
  await leaveState(run, frame, state, arrayOfTexts(phase.results));
};
