import { OperatorError } from '@callback-relay/operator';
import { CommanderError } from 'commander';
import type { ProcessContext } from './context.ts';
import { createProgram } from './program.ts';

/** Runs one command. 0: done; 1: it could not be done; 2: it was given wrongly. */
export async function run(args: readonly string[], processContext: ProcessContext): Promise<number> {
  const { terminal } = processContext;
  try {
    await createProgram(processContext).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    // Help and version are not errors; commander has printed what is wrong of the others.
    if (error instanceof CommanderError)
      return error.exitCode === 0 || error.code === 'commander.help' ? 0 : 2;
    if (!(error instanceof OperatorError)) throw error;
    if (args.includes('--json'))
      terminal.err(`${JSON.stringify({ error: error.code, message: error.message })}\n`);
    else terminal.err(`callback-relay: ${error.message}\n`);
    return error.code === 'invalid-input' ? 2 : 1;
  }
}
