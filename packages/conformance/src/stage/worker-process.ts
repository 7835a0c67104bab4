import { type ChildProcess, spawn } from 'node:child_process';
import { until } from './condition.ts';

/** The worker under test: started again whenever a case needs it. */
export interface WorkerProcess {
  /** @throws Error when the command can't be started. */
  start(): Promise<void>;
  readonly running: boolean;
  /** How it ended, where it did. */
  readonly ending: string | undefined;
  /** Sends SIGTERM; answers whether it ended within `seconds`. */
  terminate(seconds: number): Promise<boolean>;
  /** Ends it for good, whatever it does. */
  kill(): Promise<void>;
  /** The last lines that it wrote. */
  readonly lastLines: string;
}

const KEPT_CHARACTERS = 4_000;

export function workerProcess(
  command: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): WorkerProcess {
  let child: ChildProcess | undefined;
  let ending: string | undefined;
  let lastLines = '';
  const ended = async (seconds: number) =>
    (await until(() => (ending === undefined ? undefined : true), seconds)) === true;

  return {
    get running() {
      return child !== undefined && ending === undefined;
    },
    get ending() {
      return ending;
    },
    get lastLines() {
      return lastLines;
    },
    start: async () => {
      const [program = '', ...args] = command;
      // A group of its own, so that a shell's or a package manager's children end with it.
      const begun = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      child = begun;
      ending = undefined;
      const keep = (chunk: Buffer): void => {
        lastLines = (lastLines + chunk.toString()).slice(-KEPT_CHARACTERS);
      };
      begun.stdout.on('data', keep);
      begun.stderr.on('data', keep);
      begun.once('exit', (code, signal) => {
        ending = signal === null ? `with exit code ${code}` : `by ${signal}`;
      });
      await new Promise<void>((resolve, reject) => begun.once('spawn', resolve).once('error', reject));
    },
    terminate: async (seconds) => {
      signalGroup(child, 'SIGTERM');
      return ended(seconds);
    },
    kill: async () => {
      signalGroup(child, 'SIGKILL');
      if (child?.pid !== undefined) await ended(5);
    },
  };
}

function signalGroup(child: ChildProcess | undefined, signal: NodeJS.Signals): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // The group is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
