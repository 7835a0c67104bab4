import { Argument, Command } from 'commander';
import { answerOptions, runAllow, runAnswer } from './commands/answer.ts';
import { completion, shells } from './commands/completion.ts';
import { runConsole } from './commands/console.ts';
import { runDeadLetters, runRedrive } from './commands/dead-letters.ts';
import { runExecutions, runHistory } from './commands/executions.ts';
import { runExplain } from './commands/explain.ts';
import { runShow } from './commands/show.ts';
import { runWaits, span, waitsOptions, wholeNumber } from './commands/waits.ts';
import { runWatch } from './commands/watch.ts';
import { type Context, contextOf, type ProcessContext, withSharedOptions } from './context.ts';
import { runMcp } from './mcp/run-mcp.ts';

/** The command line, as commander reads it. */
export function createProgram(processContext: ProcessContext): Command {
  const { terminal } = processContext;
  const program = new Command('callback-relay')
    .description('See and answer the callbacks that wait.')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(--help says more)');

  const add = (nameAndArguments: string, options: (command: Command) => Command = (command) => command) =>
    options(withSharedOptions(program.command(nameAndArguments)).exitOverride());
  /** An action with the context made of its command's options; arguments and options come first, the command last. */
  const run =
    (action: (context: Context, ...given: never[]) => Promise<void>) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      await action(await contextOf(command, processContext), ...(given.slice(0, -1) as never[]));
    };

  add('waits', waitsOptions).action(run(runWaits));
  add('show')
    .description('Show one callback: its way, request, heartbeats and verdicts')
    .argument('<id>', 'correlation ID')
    .action(run(runShow));
  add('explain')
    .description('Say why a callback or an execution sleeps, and what to do')
    .argument('<id-or-execution>', 'correlation ID, or ARN of an execution')
    .action(run(runExplain));
  addAnswers(add, run);
  add('dead-letters')
    .description('Show the dead-letter queues, or what is in one')
    .argument('[queue]', 'its name, or results, or a worker')
    .option('--limit <number>', 'so many messages at most', wholeNumber, 50)
    .action(run(runDeadLetters));
  add('redrive')
    .description('Move the messages of a dead-letter queue back')
    .argument('<queue>', 'its name, or results, or a worker')
    .option('--yes', 'do not ask for confirmation')
    .action(run(runRedrive));
  add('executions')
    .description('List state machines, or the newest executions of one')
    .argument('[state-machine]', 'name or ARN')
    .option('--status <status>', 'running, succeeded, failed, timed_out or aborted')
    .option('--limit <number>', 'so many at most', wholeNumber, 50)
    .action(run(runExecutions));
  add('history')
    .description("Show an execution's history, task tokens taken out")
    .argument('<execution>', 'ARN')
    .action(run(runHistory));
  add('watch')
    .description('Print what opens, what closes and each verdict, until Ctrl-C')
    .option('--interval <span>', 'between looks', span, 5000)
    .action(run(runWatch));
  add('console')
    .description('Serve the page that shows and answers what waits, on 127.0.0.1')
    .option('--port <number>', 'port (default: any free one)', wholeNumber)
    .action(run(runConsole));
  add('mcp')
    .description(
      'Serve these operations to an agent (Model Context Protocol over stdio); read-only by default',
    )
    .option('--allow-answers', 'let the agent answer callbacks, too')
    .action(run(runMcp));
  program
    .command('completion')
    .description('Print a script for shell completion')
    .addArgument(new Argument('<shell>').choices(shells))
    .action((shell: string) => terminal.out(completion(program, shell)));
  return program;
}

type Add = (name: string, options?: (command: Command) => Command) => Command;
type Run = (
  action: (context: Context, ...given: never[]) => Promise<void>,
) => (...given: unknown[]) => Promise<void>;

function addAnswers(add: Add, run: Run): void {
  const id = ['<id>', 'correlation ID'] as const;
  add('succeed', answerOptions)
    .description('Answer a callback: the task succeeds with this output')
    .argument(...id)
    .argument('<output>', 'JSON')
    .action(
      run((context, correlationId: string, output: string, options: object) =>
        runAnswer(context, correlationId, { kind: 'succeed', output }, options),
      ),
    );
  add('fail', answerOptions)
    .description('Answer a callback: the task fails with this error')
    .argument(...id)
    .argument('<error>', 'name that Retry and Catch match')
    .argument('[cause]', 'what happened, for people')
    .action(
      run((context, correlationId: string, error: string, cause: string | undefined, options: object) =>
        runAnswer(
          context,
          correlationId,
          { kind: 'fail', error, ...(cause !== undefined && { cause }) },
          options,
        ),
      ),
    );
  add('heartbeat', answerOptions)
    .description("Start the task's heartbeat timer again")
    .argument(...id)
    .argument('[progress]', 'JSON')
    .action(
      run((context, correlationId: string, progress: string | undefined, options: object) =>
        runAnswer(
          context,
          correlationId,
          { kind: 'heartbeat', ...(progress !== undefined && { progress }) },
          options,
        ),
      ),
    );
  add('allow', answerOptions)
    .description('Let another event source answer a callback')
    .argument(...id)
    .argument('<source>', 'event source')
    .action(
      run((context, correlationId: string, source: string, options: object) =>
        runAllow(context, correlationId, source, options),
      ),
    );
}
