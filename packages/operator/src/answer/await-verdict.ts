import { setTimeout as pause } from 'node:timers/promises';
import { readCallback } from '../callback/read-callback.ts';
import { readVerdicts } from '../logs/verdicts.ts';
import { OperatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';

/** Between looks, in milliseconds; together some ten seconds, in which a relay that is up has long decided. */
const looks = [150, 250, 400, 700, 1000, 1500, 2000, 2000, 2000];

/** What the relay decided about an event: from the row, where it stands at once, else from the relay's log. */
export async function awaitVerdict(
  stage: Stage,
  correlationId: string,
  eventId: string,
): Promise<string | undefined> {
  const since = stage.now() - 60_000;
  for (const look of looks) {
    await pause(look);
    const { answers = {}, state } = await readCallback(stage, correlationId);
    const remembered = answers[eventId]?.verdict;
    if (remembered !== undefined && state !== 'settling') return remembered;
    if (state === 'waiting') {
      const refused = await refusal(stage, { since, correlationId, eventId });
      if (refused !== undefined) return refused;
    }
  }
  return undefined;
}

/** A verdict that leaves the row as it is, as `forbidden`, stands in the log alone. */
async function refusal(stage: Stage, query: { since: number; correlationId: string; eventId: string }) {
  try {
    const verdicts = await readVerdicts(stage, query);
    return verdicts.find(({ event }) => event.id === query.eventId)?.verdict;
  } catch (error) {
    if (error instanceof OperatorError) return undefined;
    throw error;
  }
}
