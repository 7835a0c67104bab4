import type { Frame } from './execution.ts';

/**
 * A frame as it is kept for a redrive. A state that was entered is not entered again: its next event follows its
 * entering (recorded), and its attempts are counted from 0.
 */
export const stoppedFrame = (frame: Frame): Frame => {
  const { phase, enteredEventId } = frame;
  if (phase.kind === 'entering') return frame;
  const begun = { ...frame, retries: [], retryCount: 0 };
  return phase.kind === 'fan-out'
    ? { ...begun, lastEventId: phase.startedEventId ?? enteredEventId }
    : { ...begun, lastEventId: enteredEventId, phase: { kind: 'entered' } };
};
