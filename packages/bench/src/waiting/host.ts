import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Local } from '@callback-relay/local';

/** The local runtime in a process of its own: neither clients nor what ran before count as its memory or CPU. */
export interface Host extends Running {
  /** Waits until nothing goes on, and then for so long. */
  idle(milliseconds: number): Promise<Idle>;
  stop(): Promise<void>;
}

/** What the process says when it is up. */
export type Running = Pick<Local, 'clientConfig' | 'resources'>;

export interface Idle {
  /** Of one core. */
  readonly cpuPercent: number;
  /** At the end; garbage collection was not asked for. A megabyte is 1,000,000 bytes. */
  readonly residentMegabytes: number;
}

const hostProcess = join(import.meta.dirname, 'host-process.ts');

/** @throws Error when the process ends before it is up; what it said is on standard error. */
export async function startHost(assembly: string, script = hostProcess): Promise<Host> {
  const child = fork(script, [assembly]);
  const ended = once(child, 'exit');
  const gone = ended.then(([code]) => Promise.reject(new Error(`the local runtime ended with ${code}`)));
  gone.catch(() => {});
  const next = async () => {
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
    return message;
  };
  return {
    ...((await next()) as Running),
    async idle(milliseconds) {
      child.send(milliseconds);
      return (await next()) as Idle;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
