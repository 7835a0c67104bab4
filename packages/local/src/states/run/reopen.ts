import { type FanOutPhase, type Frame, isFailed, type MapRun } from '../execution/execution.ts';
import { limits } from '../limits.ts';
import { type Run, recordFor } from './run.ts';

/** Frames by the one around them. */
type Inside = ReadonlyMap<number | undefined, readonly Frame[]>;

/** Opens frames again that were stopped, from those in `parent` inwards. */
export const reopenFrames = (run: Run, stopped: readonly Frame[], parent?: number): void => {
  const inside = insideOf(stopped);
  for (const frame of inside.get(parent) ?? []) reopen(run, frame, inside);
};

const insideOf = (frames: readonly Frame[]): Inside => Map.groupBy(frames, ({ parent }) => parent);

const reopen = (run: Run, stopped: Frame, inside: Inside): void => {
  const frame = { ...stopped };
  run.execution.frames[frame.id] = frame;
  run.ready.add(frame.id);
  const { phase } = frame;
  if (phase.kind !== 'fan-out') return;
  if (!isUnfinished(phase)) {
    // It was the state's own result that failed: all of it is run again.
    Object.assign(frame, { phase: { kind: 'entered' }, lastEventId: frame.enteredEventId });
  } else if (phase.mapRun) {
    redriveMapRun(run, frame, phase, phase.mapRun, inside);
  } else {
    for (const child of inside.get(frame.id) ?? []) reopen(run, child, inside);
  }
};

const isUnfinished = ({ open, waiting, mapRun }: FanOutPhase): boolean =>
  open > 0 || waiting.length > 0 || (mapRun !== undefined && isFailed(mapRun));

const withInside = (frame: Frame, inside: Inside): Frame[] => [
  frame,
  ...(inside.get(frame.id) ?? []).flatMap((child) => withInside(child, inside)),
];

const iterationsIn = (mapFrame: Frame, inside: Inside): Frame[][] =>
  (inside.get(mapFrame.id) ?? []).map((root) => withInside(root, inside));

/**
 * The iterations that have failed or were stopped are redriven before those are started that never were.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html
 */
const redriveMapRun = (run: Run, frame: Frame, phase: FanOutPhase, mapRun: MapRun, inside: Inside): void => {
  const { arn: mapRunArn, failed, stopped = [], pending = [] } = mapRun;
  const redriveCount = (mapRun.redriveCount ?? 0) + 1;
  if (redriveCount > limits.redrivesOfMapRun) {
    const cause = `The Map Run '${mapRunArn}' has been redriven ${limits.redrivesOfMapRun} times, and cannot be redriven again.`;
    frame.phase = { kind: 'failed', failure: { error: 'States.Runtime', cause } };
    return;
  }
  const iterations = [...iterationsIn(frame, inside), ...iterationsIn(frame, insideOf(stopped)), ...pending];
  iterations.sort((left, right) => indexOf(left) - indexOf(right));
  const redriven = new Set(iterations.map(indexOf));
  // Each redrive follows the beginning of the state (recorded).
  const previous = phase.startedEventId ?? frame.enteredEventId;
  frame.lastEventId = recordFor(run, frame, previous, 'MapRunRedriven', { mapRunArn, redriveCount });
  frame.phase = {
    ...{ ...phase, open: 0 },
    mapRun: {
      ...{ ...mapRun, redriveCount, stopped: [], pending: iterations },
      failed: failed.filter((index) => !redriven.has(index)),
    },
  };
};

const indexOf = ([root]: readonly Frame[]): number => root?.index ?? 0;
