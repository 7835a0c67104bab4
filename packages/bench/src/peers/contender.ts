import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { lastOutput } from './last-output.ts';
import { within } from './within.ts';

/** So many callbacks, shared by so many clients. */
export interface Round {
  readonly count: number;
  readonly clients: number;
}

/** What a contender's process says: one answer a round, and lines for people before it. */
export type FromContender =
  | { readonly perSecond: number }
  | { readonly error: string }
  | { readonly progress: string };

/** What is compared, in a process of its own: neither its crash nor its memory is the benchmark's. */
export interface Contender {
  /** Callbacks per second. @throws Error where the contender fails, or takes too long */
  round(round: Round): Promise<number>;
  /** Ends it and all that it started. */
  close(): Promise<void>;
}

export interface ContenderOptions {
  readonly name: string;
  /** It keeps what it answers in files below it, if it can. */
  readonly dataDir: string;
  /** The folder of the synthesized benchmark app, for ours. */
  readonly assembly: string;
  progress(line: string): void;
}

/** Milliseconds. The first round starts it, and installs what is not there yet; others take seconds. */
const FIRST_WITHIN_MS = 600_000;
const ROUND_WITHIN_MS = 120_000;
/** Longer than the process itself gives its servers. */
const END_WITHIN_MS = 20_000;

const contenderProcess = join(import.meta.dirname, 'contender-process.ts');

export function startContender(options: ContenderOptions, script = contenderProcess): Contender {
  const { name, dataDir, assembly } = options;
  const child = fork(script, [name, dataDir, assembly], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own, so that all that it starts can be ended with it.
    detached: true,
  });
  const said = lastOutput(child);
  const gone = once(child, 'exit').then(([code, signal]) => {
    throw new Error(
      `its process ended with ${code ?? signal}`,
      said() === '' ? {} : { cause: new Error(said()) },
    );
  });
  gone.catch(() => {});
  let limit = FIRST_WITHIN_MS;
  return {
    async round(round) {
      child.send(round);
      const perSecond = answerOf(child, options);
      const most = limit;
      limit = ROUND_WITHIN_MS;
      return within(most, `${round.count} callbacks`, Promise.race([perSecond, gone]));
    },
    async close() {
      if (child.connected) child.disconnect();
      await within(END_WITHIN_MS, 'its end', gone).catch(() => {});
      endGroup(child);
    },
  };
}

function answerOf(child: ChildProcess, { progress }: ContenderOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const listen = (message: FromContender) => {
      if ('progress' in message) return progress(message.progress);
      child.off('message', listen);
      if ('error' in message) reject(new Error(message.error));
      else resolve(message.perSecond);
    };
    child.on('message', listen);
  });
}

/** Of a process that crashed: its servers are still there. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // There is no process in the group any more.
  }
}
