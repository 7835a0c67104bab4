#!/usr/bin/env node
// `pnpm dev`: the system on this machine, until Ctrl-C.
import { AssemblyError, DataFolderError, PortInUseError } from '@callback-relay/local';
import { readOptions, UsageError, usage } from '../options.ts';
import { runSession } from '../session.ts';

const STOP_WITHIN_MS = 800;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(usage);
    return;
  }
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
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
  await runSession(options, voice, stopping.signal).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });
}

/** What the user can mend needs no stack trace. */
function isExpected(error: unknown): error is Error {
  return [UsageError, AssemblyError, PortInUseError, DataFolderError].some((kind) => error instanceof kind);
}

try {
  await main();
} catch (error) {
  process.stderr.write(isExpected(error) ? `dev: ${error.message}\n` : `dev: ${(error as Error).stack}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
