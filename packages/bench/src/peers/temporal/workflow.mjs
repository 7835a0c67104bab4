// Bundled by Temporal's worker: a workflow that waits for an activity which is completed from outside, by its token.
// biome-ignore lint/correctness/noUndeclaredDependencies: installed on demand, beside the copy that the worker bundles
import { proxyActivities } from '@temporalio/workflow';

const { ask } = proxyActivities({ startToCloseTimeout: '1 minute', retry: { maximumAttempts: 1 } });

export async function wait() {
  return ask();
}
