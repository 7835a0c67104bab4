import { awaited } from '../answer.ts';
import { until } from '../stage/condition.ts';
import type { Stage } from '../stage/stage.ts';
import { isTaken } from '../stage/test-queue.ts';

/** Waits until the work has begun: its message is taken, and a heartbeat has come or would have. */
export async function atWork(stage: Stage, correlationId: string): Promise<boolean> {
  const heartbeatSeconds = 3;
  const taken = await awaited(stage, () => isTaken(stage.requests));
  if (taken === undefined) return false;
  await until(() => stage.events.about(correlationId)[0], heartbeatSeconds);
  return true;
}
