import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** Test helper: `pnpm dev --json` in a process of its own. */
export interface DevProcess {
  readonly endpoint: string;
  /** What was printed so far: the start, then the steps. */
  readonly printed: readonly Record<string, unknown>[];
  readonly progress: () => string;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

export const devProgram = join(import.meta.dirname, '..', 'src', 'bin', 'dev.ts');

/** @param until of a suite, which ends the process itself, or of the test that starts it */
export function spawnDev(args: readonly string[], until: 'test' | 'suite' = 'test'): ChildProcess {
  const child = spawn(process.execPath, [devProgram, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (until === 'test') onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

export async function startDev(args: readonly string[], until?: 'suite'): Promise<DevProcess> {
  const child = spawnDev([...args, '--json'], until);
  const printed: Record<string, unknown>[] = [];
  let progress = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    progress += chunk.toString();
  });
  const started = Promise.withResolvers<void>();
  createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    printed.push(JSON.parse(line) as Record<string, unknown>);
    started.resolve();
  });
  child.once('exit', (code) => started.reject(new Error(`dev ended with ${code}: ${progress}`)));
  await started.promise;
  return {
    endpoint: String(printed[0]?.endpoint),
    printed,
    progress: () => progress,
    async kill(signal) {
      const ended = once(child, 'exit') as Promise<[number | null]>;
      child.kill(signal);
      return (await ended)[0];
    },
  };
}

/** Runs to its end: exit code and what it said. */
export async function runDev(
  args: readonly string[],
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawnDev(args);
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => {
    said.out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    said.err += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
