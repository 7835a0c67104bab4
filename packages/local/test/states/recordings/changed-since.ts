import type { Json, JsonObject } from '../../../src/states/json.ts';
import type { RecordedCase } from './recording.ts';

/** The first month in which MapStateExited was seen to follow MapRunStarted; until July 2024 it followed MapRunSucceeded. */
const EXIT_CHANGED = Date.UTC(2024, 10);

/** As recordings have it: `20-07-2024, 08:30:22`. */
const timeOf = (recorded: string): number => {
  const [day = 1, month = 1, year = 0] = recorded.split(/[-,]/).map(Number);
  return Date.UTC(year, month - 1, day);
};

/** The events of a history, as AWS would record them today. */
export const asToday = ({ recorded }: RecordedCase, events: readonly Json[]): Json[] => {
  if (recorded === undefined || timeOf(recorded) >= EXIT_CHANGED) return [...events];
  return (events as readonly JsonObject[]).map((event, at, all) => {
    const run = all[at - 2];
    const changed = event.type === 'MapStateExited' && run?.type === 'MapRunSucceeded';
    return changed ? { ...event, previousEventId: run.previousEventId ?? null } : event;
  });
};
