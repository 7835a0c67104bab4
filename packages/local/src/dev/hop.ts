/** One step of a callback, or of the system, as the log shows it. */
export interface Hop {
  /** What the outside knows the callback by; undefined for what belongs to none. */
  readonly correlationId?: string;
  /** Who does it: a function, a service, or you. */
  readonly actor: string;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad' | 'quiet';
}

/**
 * Enough of a correlation ID to tell callbacks apart at a glance: eight characters, after its namespace where it has
 * one.
 */
export function shortId(correlationId: string): string {
  const colon = correlationId.lastIndexOf(':') + 1;
  return correlationId.slice(0, colon + 8);
}
