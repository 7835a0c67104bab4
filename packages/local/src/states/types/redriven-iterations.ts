import { isExpress, type MapState } from '../asl/state.ts';
import type { ChildExecution, FanOutPhase, Frame } from '../execution/execution.ts';
import { reopenFrames } from '../run/reopen.ts';
import { openFrame, type Run } from '../run/run.ts';

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
  const { parent, index, sequence, item, lastEventId } = root;
  const child = { ...root.child, redrive: { count: redrivesOf(root.child) + 1 } };
  openFrame(run, {
    ...{ index, sequence, lastEventId, child, input: child.input, variables: {} },
    ...(parent === undefined ? {} : { parent }),
    ...(item === undefined ? {} : { item }),
  });
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
};

const redrivesOf = ({ redrive }: ChildExecution): number => redrive?.count ?? 0;
