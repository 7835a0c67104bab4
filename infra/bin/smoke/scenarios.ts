/** Scenarios of `pnpm e2e` that MiniStack can judge, by their titles. */
export const judged: readonly string[] = [
  "a Catch on the worker's error goes on with it",
  "an input that breaks the worker's schema fails its task, and no other",
  'two callbacks of a Parallel state end with their own outputs, the first branch answered first',
  'two callbacks of a Parallel state end with their own outputs, the second branch answered first',
  'duplicates of a result change nothing, and another result is conflicting',
  'a task that is not answered times out, and its Catch goes on',
  'a result that comes before its callback is parked, and settles it the moment it opens',
  'a task that sends no request is finished by an event that comes anyway',
  'a failure that Retry matches is tried again with a new token',
  'a result that no task waits for does no harm to its neighbours',
  'a foreign service answers with a plain PutEvents',
  'an answer of a source that may not answer is forbidden, and the callback goes on waiting',
  'a result with a misspelt field is published as invalid, and never delivered as undefined',
  'an output of the limit passes, and one byte more is too large: the task fails with a clear error',
  'an event without a correlation ID is published as invalid, and does no harm to its neighbours',
  'the callbacks of an execution that is stopped are cancelled: the worker gets a notice, and a later answer is cancelled too',
  'an answer after the timeout of its task is published as late',
  'a result that is published while the relay is down is delivered when it is up again',
];

/** Scenarios that are left out, and what MiniStack does otherwise than Step Functions. */
export const leftOut: Readonly<Record<string, string>> = {
  'a task succeeds with the output of the worker': 'its history has no TaskStarted and no TaskSubmitted',
  'a task fails with the error and cause of the worker':
    'its history has no TaskStarted and no TaskSubmitted',
  'a request that is sent while the worker is down is done when it is up again':
    'it waits for TaskSubmitted, which the history has not',
  'heartbeats keep a task alive past HeartbeatSeconds': 'it ignores HeartbeatSeconds, so this proves nothing',
  'a missed heartbeat is caught as States.HeartbeatTimeout': 'it ignores HeartbeatSeconds',
  'a retried task waits under a new correlation ID, and an answer to the earlier attempt is superseded':
    'it keeps the token over a retry',
  'a second callback under a business key that is open is refused with a clear error':
    'it swallows the error of the function behind the task',
  'a result that Step Functions would not take until the deadline is published as undeliverable':
    'it enforces no IAM, by which the scenario makes Step Functions refuse',
  'an execution that is redriven waits again, for the same work, and its end before does not close the new callback':
    'it takes a minute and a half, and its clock cannot be driven',
  'a parked result that no task comes for is unclaimed when its time is up, and reported':
    'it takes an hour, and its clock cannot be driven',
};
