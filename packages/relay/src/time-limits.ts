/**
 * Of the relay's SDK clients, which wait for ever by default. Shorter than `clientTimeouts`, because one message may
 * take several calls, and neighbours in its batch wait for it: two attempts of two writes fit into the function's
 * timeout, with what follows them.
 */
export const relayClientTimeouts = {
  connectionTimeout: 1_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
} as const;

/** Attempts of one call, of every client but that of Step Functions, whose retries must not be hidden. */
export const relayClientAttempts = 2;

/** Milliseconds that are kept for what follows the calls to Step Functions: closing, publishing, returning. */
export const reserveMs = 4_000;
