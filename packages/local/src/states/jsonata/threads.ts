import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Evaluation } from './result.ts';

/** An expression with what it may read, as JSON; only parsed where that is undefined. */
export interface Task {
  readonly text: string;
  readonly bindings: string | undefined;
  /** Milliseconds since the epoch, as the expression sees it. */
  readonly now: number;
}

/** Evaluates expressions beside the runtime, each within bounds of time and memory. */
export interface EvaluationThreads {
  evaluate(task: Task): Promise<Evaluation>;
  /** Why a text is not an expression; undefined where it is one. */
  parse(text: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

export interface ThreadOptions {
  /** Counts an evaluation as activity until it is done. */
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
}

const MOST_THREADS = 2;
/** Computing time of one evaluation. */
const LONGEST_MS = 500;
/** Beyond this a thread that does not get to compute is given up too. */
const LONGEST_WAIT_MS = 20_000;
const CHECK_MS = 50;
const MEMORY = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };

/** The file beside this one, as source or built. */
const main = new URL(`./thread-main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

const tooLong: Evaluation = {
  kind: 'error',
  message: `the evaluation takes more than ${LONGEST_MS} milliseconds of computing`,
};
const tooMuch: Evaluation = { kind: 'error', message: 'the evaluation takes too much memory' };

/** A thread that answers one message after the other. */
interface Thread {
  readonly worker: Worker;
  /** Called with what the thread says, or when it has ended. */
  heard: (message: Evaluation | 'ready' | 'ended') => void;
}

/** A thread, once it is loaded; undefined if it cannot be. */
const start = (): Promise<Thread | undefined> =>
  new Promise((resolve) => {
    const worker = new Worker(main, { resourceLimits: MEMORY, env: {}, execArgv: [] });
    const thread: Thread = {
      worker,
      heard: (message) => resolve(message === 'ready' ? thread : undefined),
    };
    worker.on('message', (message) => thread.heard(message));
    worker.on('error', () => thread.heard('ended'));
    worker.on('exit', () => thread.heard('ended'));
  });

/** Milliseconds that a thread has computed: on a busy machine that is less than the time that has passed. */
const computedMs = async (worker: Worker): Promise<number> => {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1000;
};

/** Resolves when a thread has computed for too long, or far too much time has passed. */
const watch = async (worker: Worker, isDone: () => boolean): Promise<void> => {
  const begun = await computedMs(worker);
  const until = performance.now() + LONGEST_WAIT_MS;
  while (!isDone() && performance.now() < until) {
    await setTimeout(CHECK_MS, undefined, { ref: false });
    if (isDone() || (await computedMs(worker)) - begun > LONGEST_MS) return;
  }
};

/** One evaluation in a thread. After {@link tooLong} and {@link tooMuch} the thread is of no use any more. */
const evaluateIn = async (thread: Thread, task: Task): Promise<Evaluation> => {
  const { worker } = thread;
  let result: Evaluation | undefined;
  const heard = new Promise<void>((resolve) => {
    thread.heard = (message) => {
      result = typeof message === 'string' ? tooMuch : message;
      resolve();
    };
  });
  worker.postMessage(task);
  await Promise.race([heard, watch(worker, () => result !== undefined).catch(() => heard)]);
  thread.heard = () => {};
  return result ?? tooLong;
};

/** What the runtime's own end cuts short has no outcome: the execution goes on after the next start. */
const cutShort = (): Promise<never> => new Promise(() => {});

/** Threads are started when they are first needed, and ended when an expression does not end. */
export const createEvaluationThreads = ({ track }: ThreadOptions): EvaluationThreads => {
  const idle: Thread[] = [];
  const atWork = new Set<Thread>();
  const waiting: (() => void)[] = [];
  let busy = 0;
  let stopped = false;

  const turn = async (): Promise<void> => {
    if (busy >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
    busy += 1;
  };

  const run = async (task: Task): Promise<Evaluation> => {
    await turn();
    try {
      const thread = stopped ? undefined : (idle.pop() ?? (await start()));
      if (stopped) {
        await thread?.worker.terminate();
        return await cutShort();
      }
      if (!thread) return tooMuch;
      thread.worker.ref();
      atWork.add(thread);
      const result = await evaluateIn(thread, task);
      atWork.delete(thread);
      thread.worker.unref();
      if (stopped) return await cutShort();
      if (result === tooLong || result === tooMuch) await thread.worker.terminate();
      else idle.push(thread);
      return result;
    } finally {
      busy -= 1;
      waiting.shift()?.();
    }
  };

  return {
    evaluate: (task) => track(run(task)),
    async parse(text) {
      const result = await track(run({ text, bindings: undefined, now: 0 }));
      return result.kind === 'error' ? result.message : undefined;
    },
    async stop() {
      stopped = true;
      await Promise.all([...idle.splice(0), ...atWork].map(({ worker }) => worker.terminate()));
    },
  };
};
