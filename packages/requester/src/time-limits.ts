/** Attempts of one call. Two calls that hang end within the function's timeout, and the task's Retry acts on their error. */
export const requesterClientAttempts = 2;
