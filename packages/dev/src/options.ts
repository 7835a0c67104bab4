import { parseArgs } from 'node:util';

export interface DevOptions {
  /** A synthesized app; undefined synthesizes this repository's own. */
  readonly app?: string;
  readonly port?: number;
  readonly dataDir?: string;
  readonly json: boolean;
}

export const usage = `Usage: pnpm dev [--port PORT] [--data DIR] [--app DIR] [--json]
       npx callback-relay-dev --app DIR …, the same, outside of Callback Relay's repository

Runs the system on this machine until Ctrl-C: every service at one endpoint, a log of what each callback does, and
functions that are rebuilt and reloaded when their source changes.

  --port PORT   port on 127.0.0.1 (default: the one that --data had before, else any free one)
  --data DIR    keep queues, rows and running executions in DIR, over stops and crashes (default: in memory)
  --app DIR     run another app: a folder that cdk synth wrote; it is reloaded when it is written anew
                (default: this repository's, synthesized first)
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
  const { app, port, data, json, help } = parse(args);
  if (help) return undefined;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) {
    throw new UsageError(`--port takes a number from 0 to 65535, not "${port}"`);
  }
  return {
    ...(app !== undefined && { app }),
    ...(port !== undefined && { port: Number(port) }),
    ...(data !== undefined && { dataDir: data }),
    json: json === true,
  };
}

function parse(args: readonly string[]) {
  try {
    const options = {
      app: { type: 'string' },
      port: { type: 'string' },
      data: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
