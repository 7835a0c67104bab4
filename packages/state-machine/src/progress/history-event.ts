/** An event of an execution's history, as GetExecutionHistory answers it (https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html). */
export interface HistoryEvent {
  readonly id?: number | undefined;
  readonly previousEventId?: number | undefined;
  readonly type?: string | undefined;
  /** A Date, ISO 8601, or seconds since the epoch, as a JSON answer of AWS has it. */
  readonly timestamp?: Date | string | number | undefined;
}

/** The details of an event, whatever their member is called, as `taskFailedEventDetails`. */
export function detailsOf(event: HistoryEvent): Readonly<Record<string, unknown>> {
  const member = Object.entries(event).find(
    ([name, value]) => name.endsWith('EventDetails') && isObject(value),
  );
  return member === undefined ? {} : (member[1] as Record<string, unknown>);
}

/** Milliseconds since the epoch; undefined where the event has no time. */
export function timeOf({ timestamp }: HistoryEvent): number | undefined {
  if (timestamp === undefined) return undefined;
  const time = typeof timestamp === 'number' ? timestamp * 1000 : new Date(timestamp).getTime();
  return Number.isNaN(time) ? undefined : time;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
