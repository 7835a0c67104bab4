/** The choices of one run in their order: which of the calls under way takes effect next, and what becomes of a call. */
export type Schedule = readonly number[];

export function textOfSchedule(schedule: Schedule): string {
  return schedule.length === 0 ? 'first' : schedule.join('.');
}

/** @throws TypeError with a line for people, for a text that is not of the form that `textOfSchedule` writes */
export function scheduleOf(text: string): Schedule {
  if (text === 'first') return [];
  if (/^\d{1,4}(\.\d{1,4})*$/.test(text)) return text.split('.').map(Number);
  throw new TypeError(
    `must be numbers with dots between them, as a violation prints them. Given: ${JSON.stringify(text.slice(0, 60))}`,
  );
}
