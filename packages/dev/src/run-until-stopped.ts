import { readFileSync } from 'node:fs';
import { AssemblyError, DataFolderError, LocalOptionsError, PortInUseError } from '@callback-relay/local';
import { OperatorError } from '@callback-relay/operator';
import { type DevOptions, UsageError } from './options.ts';
import { runSession } from './session.ts';

const STOP_WITHIN_MS = 800;

/**
 * Runs a session until Ctrl-C. What the user can mend is said in a line and ends the process with 1.
 * @throws UsageError
 */
export async function runUntilStopped(options: DevOptions): Promise<void> {
  const stopping = new AbortController();
  // A terminal that is closed hangs up.
  for (const name of ['SIGINT', 'SIGTERM', ...(outlivesTerminal() ? [] : (['SIGHUP'] as const))] as const) {
    // The second one does not wait.
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
      // What is kept is kept by then; whatever still hangs is not waited for.
      setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    });
  }
  const voice = {
    out: (text: string) => void process.stdout.write(text),
    progress: (text: string) => void process.stderr.write(text),
    isTerminal: process.stdout.isTTY === true,
  };
  try {
    await runSession(options, voice, stopping.signal);
  } catch (error) {
    const { name, message, stack } = error as Error;
    if (name === 'AbortError') return;
    if (error instanceof UsageError) throw error;
    voice.progress(`dev: ${isExpected(error) ? message : stack}\n`);
    process.exit(1);
  }
}

/** Where the process was started to go on without its terminal, as by nohup, a handler would undo that. */
function outlivesTerminal(): boolean {
  try {
    const [, ignored = '0'] = /^SigIgn:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return (BigInt(`0x${ignored}`) & 1n) === 1n;
  } catch {
    return process.stdin.isTTY !== true;
  }
}

/** What the user can mend needs no stack trace. */
function isExpected(error: unknown): boolean {
  return [AssemblyError, LocalOptionsError, PortInUseError, DataFolderError, OperatorError].some(
    (kind) => error instanceof kind,
  );
}
