import { hexOf } from '../engine/hex.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { Attempt, AttemptEnd, CallbackTask, Outcome } from './execution.ts';

/** An attempt that begins now, with a token of its own. */
export function startedAttempt(
  simulator: Simulator,
  { plan, enteredTime, redriveCount }: Pick<Attempt, 'plan' | 'enteredTime' | 'redriveCount'>,
  task: CallbackTask,
  retryCount: number,
): Attempt {
  const startedAt = simulator.time.now();
  const deadline = startedAt + task.timeout;
  const token = mintToken(simulator);
  return { token, plan, task, retryCount, redriveCount, enteredTime, startedAt, deadline, sent: [] };
}

export function endOf(at: number, how: AttemptEnd['how'], outcome?: Outcome, thrown?: string): AttemptEnd {
  const error = thrown ?? errorOf(how, outcome);
  return {
    at,
    how,
    ...(outcome === undefined ? {} : { outcome }),
    ...(error === undefined ? {} : { error }),
  };
}

/** As Step Functions names it for Retry and Catch. */
function errorOf(how: AttemptEnd['how'], outcome: Outcome | undefined): string | undefined {
  if (outcome?.kind === 'failure') return outcome.error;
  if (how === 'timed-out') return 'States.Timeout';
  return how === 'heartbeat-missed' ? 'States.HeartbeatTimeout' : undefined;
}

export function errorNameOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.name : 'Error';
}

/** Opaque, several hundred characters on AWS; recognisable here, so that a leak is found in any text. */
function mintToken({ random }: Simulator): string {
  return `TASK-TOKEN-${hexOf(random.bytes(24))}`;
}
