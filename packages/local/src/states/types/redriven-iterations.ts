import { isExpress, type MapState } from '../asl/state.ts';
import type { ChildExecution, FanOutPhase, Frame } from '../execution/execution.ts';
import { reopenFrames } from '../run/reopen.ts';
import { type Run, recordFor } from '../run/run.ts';
import { startIteration } from './map-run.ts';

/** Redrives iterations of a Map run, as many as may be open at once. */
export const redriveIterations = (run: Run, state: MapState, phase: FanOutPhase): void => {
  const { pending = [] } = phase.mapRun ?? {};
  while (pending.length > 0 && phase.open < phase.most) {
    const frames = pending.shift() ?? [];
    phase.open += 1;
    if (isExpress(state)) startAgain(run, frames);
    else goOn(run, frames);
  }
};

/** An Express execution runs from its first state again. */
const startAgain = (run: Run, [root]: readonly Frame[]): void => {
  if (root?.child === undefined) return;
  const { parent, index, sequence, item } = root;
  const child = { ...root.child, redrive: { count: redrivesOf(root.child) + 1 } };
  const place = {
    ...{ index, sequence, input: child.input },
    ...(parent === undefined ? {} : { parent }),
    ...(item === undefined ? {} : { item }),
  };
  startIteration(run, place, child);
};

/** A Standard execution goes on where it stopped. */
const goOn = (run: Run, frames: readonly Frame[]): void => {
  const [root] = frames;
  if (root?.child === undefined) return;
  const { arn } = root.child;
  const child = { ...root.child, redrive: { count: redrivesOf(root.child) + 1, at: run.context.now() } };
  // An iteration inside an iteration is an execution of its own.
  const own = frames.map((frame) => (frame.child?.arn === arn ? { ...frame, child } : frame));
  reopenFrames(run, own, root.parent);
  const opened = run.execution.frames[root.id];
  const redriveCount = child.redrive.count;
  if (opened) recordFor(run, opened, root.lastOwnEventId ?? 0, 'ExecutionRedriven', { redriveCount });
};

const redrivesOf = ({ redrive }: ChildExecution): number => redrive?.count ?? 0;
