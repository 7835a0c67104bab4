import { type PoolOptions, type PoolWorker, ThreadsPoolWorker, type WorkerRequest } from 'vitest/node';

/** So many mutations are tested in one thread: each leaves a few listeners and modules behind. */
const RUNS_A_THREAD = 100;

/** A message of vitest's thread that answers a request. */
interface Response {
  readonly __vitest_worker_response__?: true;
  readonly type?: string;
}

type Listener = Parameters<PoolWorker['on']>[1];

/**
 * A pool whose thread outlives the runs of vitest: the AWS SDK and the code under test are loaded once, and not once a mutation.
 * A thread that was stopped in the middle of a run is never used again.
 */
export function lastingPool() {
  let thread: ThreadsPoolWorker | undefined;
  let runs = 0;

  async function end(): Promise<void> {
    const ended = thread;
    thread = undefined;
    runs = 0;
    await ended?.stop();
  }

  function createPoolWorker(options: PoolOptions): PoolWorker {
    const listeners: [event: string, listener: Listener][] = [];
    let isRunning = false;
    const current = () => {
      thread ??= new ThreadsPoolWorker(options);
      return thread;
    };
    const watch = ({ type }: Response) => {
      if (type === 'testfileFinished') isRunning = false;
    };
    const fail = () => {
      isRunning = true;
    };

    function listen(event: string, listener: Listener): void {
      listeners.push([event, listener]);
      current().on(event, listener);
    }

    return {
      name: 'lasting',
      on: listen,
      off: (event, listener) => current().off(event, listener),
      deserialize: (data) => data,
      canReuse: () => true,
      async start() {
        if (runs === 0) await current().start();
        runs += 1;
        listen('message', watch);
        listen('error', fail);
        listen('exit', fail);
      },
      send(message: WorkerRequest) {
        if (message.type === 'run') isRunning = true;
        if (message.type !== 'stop') return current().send(message);
        // The thread goes on, and says nothing.
        const stopped = { type: 'stopped', __vitest_worker_response__: true };
        for (const [event, listener] of [...listeners]) {
          if (event === 'message') setImmediate(() => listener(stopped));
        }
      },
      async stop() {
        for (const [event, listener] of listeners.splice(0)) current().off(event, listener);
        if (!isRunning && runs < RUNS_A_THREAD) return;
        await end();
      },
    };
  }

  return { name: 'lasting', createPoolWorker, stop: end };
}
