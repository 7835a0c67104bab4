// The command line in a process of its own, as one who operates a stage starts it.
import { run } from '@callback-relay/cli';

process.exitCode = await run(process.argv.slice(2), {
  terminal: {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    isTerminal: false,
    hasColours: false,
    columns: 80,
  },
  environment: process.env,
  signal: new AbortController().signal,
});
