import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { QueueRecord } from '@callback-relay/relay';
import type { Handler } from '../cold-start/handlers.ts';

/** The deployed bundle of the relay in a process of its own, as an execution environment of Lambda is one. */
export interface RelayInstance {
  /** @throws Error when a record is returned to the queue, or the process ends. */
  invoke(records: readonly QueueRecord[]): Promise<void>;
  spent(): Promise<Spent>;
  stop(): void;
}

export interface Spent {
  /** The most that was resident at any time, in megabytes of 1,000,000 bytes: what Lambda calls "Max Memory Used". */
  readonly peakMegabytes: number;
  /** Milliseconds of CPU since the start, of all threads. */
  readonly cpuMs: number;
}

const script = join(import.meta.dirname, 'relay-process.ts');

export function startRelay({ path }: Handler, environment: Readonly<Record<string, string>>): RelayInstance {
  const child = fork(script, [path], { env: { PATH: process.env.PATH, ...environment } });
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the relay ended with ${code}`)),
  );
  ended.catch(() => {});
  const ask = async (question: object): Promise<unknown> => {
    child.send(question);
    const [answer] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
    return answer;
  };
  return {
    async invoke(records) {
      const { batchItemFailures } = (await ask({ records })) as { batchItemFailures: unknown[] };
      if (batchItemFailures.length > 0)
        throw new Error(`${batchItemFailures.length} records were returned to the queue`);
    },
    spent: () => ask({}) as Promise<Spent>,
    stop: () => void child.kill(),
  };
}
