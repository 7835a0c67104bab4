import { isSliceOver, nextTurn } from '../../foundation/steps.ts';
import { isDistributed, type MapState } from '../asl/state.ts';
import { type FanOutPhase, type Frame, isFailed } from '../execution/execution.ts';
import { arrayOfTexts } from '../json.ts';
import { integerField } from '../run/number-field.ts';
import { languageOf, openFrame, type Run, recordFor, recordNext, viewOf } from '../run/run.ts';
import { leaveState } from '../run/transition.ts';
import {
  failMapRun,
  resultsOf,
  startedChild,
  startIteration,
  startMapRun,
  toleratedFailures,
} from './map-run.ts';
import { redriveIterations } from './redriven-iterations.ts';

/** AWS runs at most 40 iterations of an inline Map at once, whatever MaxConcurrency says. */
const MOST_AT_ONCE = 40;

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MOST_AT_ONCE_DISTRIBUTED = 10_000;

const concurrencyOf = async (run: Run, frame: Frame, state: MapState): Promise<number> => {
  const most = await integerField(run, frame, state, 'MaxConcurrency', 0);
  const limit = isDistributed(state) ? MOST_AT_ONCE_DISTRIBUTED : MOST_AT_ONCE;
  return most === undefined || most === 0 ? limit : Math.min(most, limit);
};

const startIterations = (run: Run, frame: Frame, state: MapState, phase: FanOutPhase): void => {
  redriveIterations(run, state, phase);
  const sequence = run.program.inner.get(state)?.[0] ?? 0;
  while (phase.waiting.length > 0 && phase.open < phase.most) {
    const next = phase.waiting.shift();
    if (!next) return;
    phase.open += 1;
    const { id: parent, variables, lastEventId, child } = frame;
    if (phase.mapRun) {
      startIteration(run, { ...next, parent, sequence }, startedChild(run, phase.mapRun, next.input));
      continue;
    }
    const details = { name: frame.state, index: next.index };
    const started = recordFor(run, frame, lastEventId, 'MapIterationStarted', details);
    openFrame(run, {
      ...{ ...next, parent, sequence, variables, lastEventId: started },
      ...(child === undefined ? {} : { child }),
    });
  }
};

export const enterMap = async (run: Run, frame: Frame, state: MapState): Promise<void> => {
  const items = await languageOf(run, state).items(state, viewOf(run, frame, state));
  const most = await concurrencyOf(run, frame, state);
  const waiting: FanOutPhase['waiting'] = [];
  for (const [index, value] of items.entries()) {
    if (isSliceOver()) await nextTurn();
    const item = { Index: index, Value: value };
    const view = viewOf(run, frame, state, { item });
    waiting.push({ index, item, input: await languageOf(run, state).itemInput(state, view, value) });
  }
  recordNext(run, frame, 'MapStateStarted', { length: items.length });
  const { lastEventId: startedEventId } = frame;
  const tolerated = isDistributed(state)
    ? await toleratedFailures(run, frame, state, items.length)
    : undefined;
  const mapRun = tolerated === undefined ? undefined : startMapRun(run, frame, state, tolerated);
  const results = items.map(() => null);
  const phase: FanOutPhase = {
    ...{ kind: 'fan-out', waiting, results, open: 0, most, startedEventId },
    ...(mapRun && { mapRun }),
  };
  frame.phase = phase;
  startIterations(run, frame, state, phase);
  if (items.length === 0) run.ready.add(frame.id);
};

/** An iteration has ended: the next one starts, or the state's result is what all of them gave. */
export const joinMap = async (run: Run, frame: Frame, state: MapState, phase: FanOutPhase): Promise<void> => {
  if (phase.mapRun && isFailed(phase.mapRun)) return failMapRun(run, frame);
  startIterations(run, frame, state, phase);
  if (phase.open > 0) return;
  const { lastEventId } = frame;
  // The state's exit follows neither of the two: on AWS, as recorded since November 2024, it follows MapRunStarted.
  const ended = phase.mapRun ? recordFor(run, frame, lastEventId, 'MapRunSucceeded') : lastEventId;
  recordFor(run, frame, ended, 'MapStateSucceeded');
  await leaveState(run, frame, state, arrayOfTexts(resultsOf(phase)));
};
