#!/usr/bin/env node
// `pnpm dev`: the system on this machine, until Ctrl-C.
import { readOptions, UsageError, usage } from '../options.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(usage);
  else {
    // Loaded only here, so that help and a wrong option are answered at once.
    const { runUntilStopped } = await import('../run-until-stopped.ts');
    await runUntilStopped(options);
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`dev: ${error.message}\n`);
  process.exit(2);
}
