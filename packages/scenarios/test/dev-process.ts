import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Test helper: `pnpm dev --json`, in a process of its own. */
export interface DevProcess {
  readonly endpoint: string;
  /** The lines to export, as pairs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

interface Greeting {
  readonly endpoint: string;
  readonly environment: Readonly<Record<string, string>>;
}

const program = join(import.meta.dirname, '..', '..', 'dev', 'src', 'bin', 'dev.ts');

/** What `pnpm dev` runs, without the wrappers around it, which pass no signals on. */
export async function startDev(...options: readonly string[]): Promise<DevProcess> {
  const child = spawn(process.execPath, [program, ...options, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (first === undefined) throw new Error(`dev ended before it was up: ${said}`);
  const { endpoint, environment } = JSON.parse(String(first[0])) as Greeting;
  return {
    endpoint,
    environment,
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
