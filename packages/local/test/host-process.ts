import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** Test helper: the runtime in a process of its own. */
export interface HostProcess {
  readonly endpoint: string;
  /** What was printed so far: the start, then the types of history events. */
  readonly printed: readonly Record<string, unknown>[];
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export const hostProgram = join(import.meta.dirname, 'host-program.ts');

/** Keeps what Node.js compiled from one start to the next, which halves what a start costs. */
export const hostEnvironment = {
  ...process.env,
  NODE_COMPILE_CACHE: join(import.meta.dirname, '../node_modules/.cache/host'),
};

/** @param mostBlocks of 512 bytes that the system lets it write to a file; as many as it likes by default */
export async function startHost(args: readonly string[], mostBlocks?: number): Promise<HostProcess> {
  const host = [process.execPath, hostProgram, ...args];
  const limited = ['sh', '-c', `ulimit -f ${mostBlocks} && exec "$@"`, 'sh', ...host];
  const [command = '', ...rest] = mostBlocks === undefined ? host : limited;
  const child: ChildProcess = spawn(command, rest, {
    env: hostEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed: Record<string, unknown>[] = [];
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const started = Promise.withResolvers<void>();
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    printed.push(JSON.parse(line) as Record<string, unknown>);
    started.resolve();
  });
  child.once('exit', (code) => started.reject(new Error(`the host ended with ${code}: ${said}`)));
  await started.promise;
  return {
    endpoint: String(printed[0]?.endpoint),
    printed,
    async kill(signal) {
      const ended = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      return (await ended)[0];
    },
  };
}
