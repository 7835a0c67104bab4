import type { Log } from '../log.ts';

export interface RunWorkerOptions {
  /** Requests worked on at once; each is polled for by its own long poll. 1 to 1,000, default 10. */
  readonly concurrency?: number;
  /**
   * How long a request stays hidden from others after a sign of life; it is extended while the handler runs, for up
   * to SQS's 12 hours. A request whose process was killed is taken over after this time. Seconds, 1 to 43,200, default 30.
   */
  readonly visibilitySeconds?: number;
  /**
   * How long a poll waits for a request: shorter polls cost more calls, longer ones make an idle worker slower to
   * stop. Seconds, 1 to 20, default 5.
   */
  readonly pollSeconds?: number;
  /** Between heartbeats sent for the task while the handler runs. Milliseconds, default 30,000; Infinity for none. */
  readonly heartbeatIntervalMs?: number;
  /**
   * What handlers at work are given to finish when the process is asked to stop. Milliseconds, default 20,000;
   * polls under way are waited for first.
   */
  readonly shutdownGraceMs?: number;
  /** Stops the worker, as SIGTERM and SIGINT do. */
  readonly signal?: AbortSignal;
  /** Default: structured JSON lines by Powertools. */
  readonly log?: Log;
}

/**
 * The numbers among the options, with their defaults.
 * @throws RangeError for one with which the worker would poll for nothing, or without a pause. A number that was read from
 * an environment that lacks it is NaN.
 */
export function runSettings(options: RunWorkerOptions) {
  return {
    concurrency: within('concurrency', options.concurrency ?? 10, 1, 1_000),
    visibilitySeconds: within('visibilitySeconds', options.visibilitySeconds ?? 30, 1, 43_200),
    pollSeconds: within('pollSeconds', options.pollSeconds ?? 5, 1, 20),
    heartbeatIntervalMs: atLeast('heartbeatIntervalMs', options.heartbeatIntervalMs ?? 30_000, 1),
    shutdownGraceMs: atLeast('shutdownGraceMs', options.shutdownGraceMs ?? 20_000, 0),
  };
}

function within(name: string, value: unknown, least: number, most: number): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) {
    return value as number;
  }
  throw new RangeError(
    `${name} must be a whole number from ${least} to ${most.toLocaleString('en')}; given ${given(value)}`,
  );
}

function atLeast(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new RangeError(`${name} must be a number of at least ${least}; given ${given(value)}`);
}

function given(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
