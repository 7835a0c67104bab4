import { type RuntimeOptions, type RuntimeProcess, startRuntime } from './runtime-process.ts';

/** One runtime after the other, on the same data. */
export interface Supervisor {
  readonly endpoint: string;
  /** Spawns the next one, without waiting for it. */
  spawn(): RuntimeProcess;
  /** Resolves when one is up: the current one, or another where that has ended. */
  up(): Promise<RuntimeProcess>;
  /** Ends the current one with `kill -9`; says whether it answered already. */
  kill(): Promise<{ readonly wasReady: boolean }>;
  /** Ctrl-C: milliseconds until it has ended. */
  interrupt(): Promise<number>;
  readonly starts: () => number;
  /** What those said that ended although nothing had ended them. */
  readonly endedByThemselves: readonly string[];
}

const MOST_ATTEMPTS = 5;

export function createSupervisor(options: RuntimeOptions): Supervisor {
  const endedByThemselves: string[] = [];
  let current: RuntimeProcess | undefined;
  let interrupted: RuntimeProcess | undefined;
  let starts = 0;

  function spawn(): RuntimeProcess {
    const started = startRuntime(options);
    starts += 1;
    current = started;
    void started.ended.then(({ killed, code, said }) => {
      if (current === started) current = undefined;
      if (!killed && interrupted !== started) endedByThemselves.push(`exit code ${code}: ${said}`);
    });
    return started;
  }

  async function up(): Promise<RuntimeProcess> {
    for (let attempt = 1; ; attempt += 1) {
      const runtime = current ?? spawn();
      try {
        await runtime.ready;
        return runtime;
      } catch (error) {
        if (attempt === MOST_ATTEMPTS) throw error;
        await runtime.ended;
      }
    }
  }

  return {
    endpoint: `http://127.0.0.1:${options.port}`,
    ...{ spawn, up, endedByThemselves },
    starts: () => starts,
    async kill() {
      const runtime = current;
      const wasReady = runtime?.isReady() ?? false;
      runtime?.signal('SIGKILL');
      await runtime?.ended;
      return { wasReady };
    },
    async interrupt() {
      const runtime = await up();
      interrupted = runtime;
      const begun = performance.now();
      runtime.signal('SIGINT');
      await runtime.ended;
      return Math.round(performance.now() - begun);
    },
  };
}
