import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { lastOutput } from './last-output.ts';

const STOP_WITHIN_MS = 5_000;

/** A peer's server on this machine. */
export interface PeerProcess {
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it is up.
 * @throws Error where it ends before, or is not up within the time
 */
export async function startPeer(
  command: string,
  args: readonly string[],
  { env, isUp, withinMs }: { env?: NodeJS.ProcessEnv; isUp: () => Promise<boolean>; withinMs: number },
): Promise<PeerProcess> {
  // In the group of this process, with which whatever it starts in its turn ends.
  const server = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const said = lastOutput(server);
  const failed = new Promise<never>((_, reject) => server.on('error', reject));
  failed.catch(() => {});
  const stop = () => stopped(server);
  try {
    await Promise.race([failed, up(command, server, isUp, withinMs)]);
  } catch (error) {
    await stop();
    throw said() === '' ? error : new Error((error as Error).message, { cause: new Error(said()) });
  }
  return { stop };
}

async function up(command: string, server: ChildProcess, isUp: () => Promise<boolean>, withinMs: number) {
  const giveUpAt = performance.now() + withinMs;
  while (!(await isUp().catch(() => false))) {
    const end = server.exitCode ?? server.signalCode;
    if (end !== null) throw new Error(`${command} ended with ${end}`);
    if (performance.now() > giveUpAt) throw new Error(`${command} was not up within ${withinMs} ms`);
    await setTimeout(100);
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  const late = setTimeout(STOP_WITHIN_MS, 'late');
  if ((await Promise.race([exit, late])) === 'late') {
    server.kill('SIGKILL');
    await exit;
  }
}
