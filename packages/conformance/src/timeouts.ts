/** How long a worker is waited for. */
export interface Timeouts {
  /** For an answer, or for a message to be gone. Longer than visibility timeouts, after which messages come back. */
  readonly answerSeconds: number;
  /** For its end after SIGTERM: what ECS gives a container before it kills it. */
  readonly exitSeconds: number;
}

export const usualTimeouts: Timeouts = { answerSeconds: 45, exitSeconds: 30 };
