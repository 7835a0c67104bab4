import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export interface DevOptions {
  /** A synthesized app; undefined synthesizes this repository's own. */
  readonly app?: string;
  /** Template files that make up the app, in place of a synthesized one. */
  readonly templates?: readonly string[];
  readonly port?: number;
  readonly dataDir?: string;
  readonly json: boolean;
  /** A seed that draws faults. */
  readonly chaos?: number;
  /** Types and logical IDs that are not run. */
  readonly leaveOut?: readonly string[];
  /** Endpoints by service. */
  readonly forward?: Readonly<Record<string, string>>;
  /** A file for the steps of rows. */
  readonly trace?: string;
  /** The module with the naming scheme that the app's stage was given. */
  readonly naming?: string;
  /** Values by name. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export const usage = `Usage: pnpm dev [--port PORT] [--data DIR] [--app DIR | --template FILE] [--leave-out TYPE|LOGICAL_ID] [--forward SERVICE=URL]
                [--parameter NAME=VALUE] [--parameters FILE] [--naming MODULE] [--chaos [SEED]] [--trace FILE] [--json]
       npx callback-relay-dev --app DIR …, the same, outside of Callback Relay's repository

Runs the system on this machine until Ctrl-C: every service at one endpoint, a log of what each callback does, and
functions that are rebuilt and reloaded when their source changes.

  --port PORT   port on 127.0.0.1 (default: the one that --data had before, else any free one)
  --data DIR    keep queues, rows and running executions in DIR, over stops and crashes (default: in memory)
  --app DIR     run another app: a folder that cdk synth wrote; it is reloaded when it is written again
                (default: this repository's, synthesized first)
  --template FILE
                run a CloudFormation or SAM template, JSON or YAML, with its functions' code beside it: folders, or ZIP archives
                by their S3 keys; may be repeated, each is a stack; it is reloaded when one is written again
  --leave-out TYPE|LOGICAL_ID
                do not run such resources (AWS::S3::Bucket, or Custom::* for all types that begin so); may be repeated
  --forward SERVICE=URL
                pass the calls to a service that does not run here on to another endpoint (s3=http://127.0.0.1:9000);
                may be repeated
  --parameter NAME=VALUE
                the value of a template parameter, or of an SSM parameter that no stack of the app makes; may be repeated
  --parameters FILE
                the same, from a JSON file of names and values
  --naming MODULE
                module with the naming scheme that the app's stage was given, for the page and for what waited before
                (default: the one in CALLBACK_RELAY_NAMING, if any)
  --chaos [SEED]
                lose answers, deliver twice, delay, throttle and crash, as the seed draws it: the same seed does the same to
                the same call (default: a new seed, which is printed)
  --trace FILE  write each change of a callback's row to FILE, which \`pnpm model --trace FILE\` holds against the protocol's
                specification once the session has ended
  --json        print JSON lines: what is supported, then one object a step
  --help        print this
`;

/** Arguments that make no sense: the message says which. */
export class UsageError extends Error {}

/**
 * Undefined asks for help.
 * @throws UsageError
 */
export function readOptions(args: readonly string[]): DevOptions | undefined {
  const { app, template, port, data, json, help, forward, parameter, parameters, chaos, trace, ...rest } =
    parse(withSeed(args));
  const { naming = process.env.CALLBACK_RELAY_NAMING } = rest;
  if (help) return undefined;
  assertOneSource(app, template);
  assertNotEmpty({
    app,
    data,
    trace,
    parameters,
    naming: rest.naming,
    template: template?.find((file) => file === ''),
  });
  return {
    ...(app !== undefined && { app }),
    ...(template !== undefined && { templates: template }),
    ...(port !== undefined && { port: portOf(port) }),
    ...(data !== undefined && { dataDir: data }),
    json: json === true,
    ...(chaos !== undefined && { chaos: seedOf(chaos) }),
    ...(trace !== undefined && { trace }),
    ...(naming !== undefined && naming !== '' && { naming }),
    ...(rest['leave-out'] !== undefined && { leaveOut: rest['leave-out'] }),
    ...(forward !== undefined && { forward: endpoints(forward) }),
    ...((parameter ?? parameters) !== undefined && {
      parameters: {
        ...(parameters !== undefined && fromFile(parameters)),
        ...pairs('--parameter', parameter ?? []),
      },
    }),
  };
}

/** The seed of `--chaos` may be left out, which `parseArgs` has no word for. */
function withSeed(args: readonly string[]): readonly string[] {
  return args.map((arg, at) =>
    arg === '--chaos' && (args[at + 1] ?? '--').startsWith('--') ? `--chaos=${randomInt(1_000_000)}` : arg,
  );
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port takes a number from 0 to 65535, not "${text}"`);
}

function seedOf(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`--chaos takes a whole number of up to 15 digits, or none to draw one; not "${text}"`);
}

function assertOneSource(app: string | undefined, templates: readonly string[] | undefined): void {
  if (app === undefined || templates === undefined) return;
  throw new UsageError(
    '--app runs a synthesized app, --template what is written otherwise: give one of them',
  );
}

/** A variable of the shell that is not set leaves an empty text, which would name the current folder. */
function assertNotEmpty(given: Readonly<Record<string, string | undefined>>): void {
  const empty = Object.keys(given).find((name) => given[name] === '');
  if (empty !== undefined) throw new UsageError(`--${empty} takes the name of a file or folder, not ""`);
}

function pairs(option: string, given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`${option} takes NAME=VALUE, not "${pair}"`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function endpoints(given: readonly string[]): Record<string, string> {
  const byService = pairs('--forward', given);
  for (const [service, url] of Object.entries(byService)) {
    const parsed = URL.parse(url);
    if (!/^https?:$/.test(parsed?.protocol ?? '') || parsed?.href !== `${parsed?.origin}/`)
      throw new UsageError(
        `--forward ${service}=URL takes an address that begins with http and has host and port alone, not "${url}"`,
      );
  }
  return byService;
}

function fromFile(file: string): Record<string, string> {
  try {
    const values = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new UsageError(`--parameters ${file}: ${(error as Error).message}`);
  }
}

function parse(args: readonly string[]) {
  try {
    const options = {
      app: { type: 'string' },
      template: { type: 'string', multiple: true },
      port: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
      chaos: { type: 'string' },
      trace: { type: 'string' },
      'leave-out': { type: 'string', multiple: true },
      forward: { type: 'string', multiple: true },
      parameter: { type: 'string', multiple: true },
      parameters: { type: 'string' },
      naming: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
