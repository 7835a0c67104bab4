/** An attempt that waits for a worker of an activity. */
export interface OfferedTask {
  readonly executionArn: string;
  readonly frame: number;
  readonly attempt: number;
}

/** Tasks of activities and the workers that ask for them, first come first served. */
export interface ActivityQueue {
  offer(activityArn: string, task: OfferedTask): void;
  /** The next task; undefined once `signal` says that the worker waits no more. */
  take(activityArn: string, signal: AbortSignal): Promise<OfferedTask | undefined>;
}

interface Activity {
  readonly tasks: OfferedTask[];
  readonly workers: Set<(task: OfferedTask | undefined) => void>;
}

export const createActivityQueue = (): ActivityQueue => {
  const activities = new Map<string, Activity>();
  const activityOf = (arn: string): Activity => {
    const activity = activities.get(arn) ?? { tasks: [], workers: new Set() };
    activities.set(arn, activity);
    return activity;
  };

  return {
    offer(arn, task) {
      const { tasks, workers } = activityOf(arn);
      const [worker] = workers;
      if (worker) worker(task);
      else tasks.push(task);
    },
    take(arn, signal) {
      const { tasks, workers } = activityOf(arn);
      const task = tasks.shift();
      if (task || signal.aborted) return Promise.resolve(task);
      return new Promise((resolve) => {
        const answer = (given: OfferedTask | undefined) => {
          workers.delete(answer);
          resolve(given);
        };
        workers.add(answer);
        signal.addEventListener('abort', () => answer(undefined), { once: true });
      });
    },
  };
};
