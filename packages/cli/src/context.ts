import { createStage, loadNaming, OperatorError, type Stage } from '@callback-relay/operator';
import { type Command, Option } from 'commander';
import { createPrinter, type Printer } from './output/printer.ts';
import type { Terminal } from './terminal.ts';

/** What every command works with. */
export interface Context {
  readonly stage: Stage;
  readonly print: Printer;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** What the process gives a run. */
export interface ProcessContext {
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends what runs on, as `watch`. */
  readonly signal: AbortSignal;
}

interface SharedOptions {
  readonly stage: string;
  readonly naming?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly json?: boolean;
}

/** Options of every command that talks to AWS. */
export function withSharedOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--stage <stage>', 'stage of Callback Relay').env('CALLBACK_RELAY_STAGE').default('dev'),
    )
    .addOption(
      new Option('--naming <module>', 'module with the naming scheme of the stage, where it has one').env(
        'CALLBACK_RELAY_NAMING',
      ),
    )
    .option('--region <region>', 'AWS region (default: as the AWS SDK finds it)')
    .option('--profile <profile>', "profile of AWS's configuration files")
    .addOption(
      new Option('--endpoint-url <url>', 'endpoint of every service: the local runtime, say').env(
        'AWS_ENDPOINT_URL',
      ),
    )
    .option('--json', 'print one JSON object a line');
}

export async function contextOf(
  command: Command,
  { terminal, environment, signal }: ProcessContext,
): Promise<Context> {
  const { stage, naming, region, profile, endpointUrl, json = false } = command.opts<SharedOptions>();
  if (endpointUrl !== undefined && URL.parse(endpointUrl) === null)
    throw new OperatorError(
      'invalid-input',
      `--endpoint-url takes a URL, as http://127.0.0.1:4500; given ${JSON.stringify(endpointUrl)}`,
    );
  const here =
    endpointUrl !== undefined &&
    isLoopback(endpointUrl) &&
    profile === undefined &&
    environment.AWS_ACCESS_KEY_ID === undefined;
  return {
    stage: createStage({
      stage,
      ...(naming !== undefined && { naming: await loadNaming(naming) }),
      ...(region !== undefined
        ? { region }
        : here && environment.AWS_REGION === undefined && { region: 'us-east-1' }),
      ...(profile !== undefined && { profile }),
      ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
      // The local runtime takes any key, and a person who asks it has often none.
      ...(here && { credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }),
    }),
    print: createPrinter(terminal, json),
    terminal,
    signal,
  };
}

function isLoopback(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
