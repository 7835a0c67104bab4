#!/usr/bin/env node
import { run } from '../run.ts';
import { processTerminal } from '../terminal.ts';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  // The second one does not wait.
  process.on(name, () => (stopping.signal.aborted ? process.exit(130) : stopping.abort()));
}
// A reader that has seen enough, as `head`, is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const terminal = processTerminal(process);
try {
  process.exitCode = await run(process.argv.slice(2), {
    terminal,
    environment: process.env,
    signal: stopping.signal,
  });
} catch (error) {
  terminal.err(`callback-relay: ${(error as Error).stack}\n`);
  process.exitCode = 1;
}
