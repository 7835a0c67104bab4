import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { validate } from '@callback-relay/contract';
import { defaultPayloads, type Payloads, payloadsSchema } from './payloads.ts';
import type { WorkerCommand } from './worker-command.ts';

export const usage = `Usage: npx callback-relay-conformance [options] -- COMMAND [ARGUMENT …]
       npx callback-relay-conformance [options] --lambda MODULE[#HANDLER]
       pnpm conformance …, the same, in Callback Relay's repository

Checks a worker against the contract (docs/contract.md): each requirement has an ID, and a link to the paragraph that
asks for it. The worker gets AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, REQUEST_QUEUE_URL,
EVENT_BUS_NAME and CANCELLATION_QUEUE_URL in its environment.

  --lambda MODULE  a handler's module for Node.js, as worker.lambda.ts#handler; its handler is invoked as Lambda does
  --runtime-api    COMMAND speaks the Lambda Runtime API, in any language (python3 -m awslambdaric worker.handler)
  --payloads FILE  JSON with what the worker is asked for: {"succeed", "fail", "work", "big"}
                   (the README of @callback-relay/conformance says what it does with each)
  --only ID        check these requirements alone: an ID or its beginning, as CR-1; may be given several times
  --list           print the requirements, and check nothing
  --junit FILE     also write a report as JUnit XML
  --json           print one JSON object: {"passed", "failed", "skipped", "requirements": [{"id", "name", "link",
                   "status", "expected", "came", "seconds"}]}

Exits with 0 when all passed, 1 when one failed, 2 when the command line is wrong or the worker can't be started.
`;

export interface Order {
  readonly worker: WorkerCommand;
  readonly payloads: Payloads;
  readonly only: readonly string[] | undefined;
  readonly junit: string | undefined;
  readonly json: boolean;
}

const options = {
  payloads: { type: 'string' },
  lambda: { type: 'string' },
  'runtime-api': { type: 'boolean' },
  only: { type: 'string', multiple: true },
  list: { type: 'boolean' },
  junit: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws Error that says what is wrong with the command line; `help` and `list` where these are asked for. */
export function readCommandLine(args: readonly string[]): Order | 'help' | 'list' {
  // pnpm passes its own `--` on; what stands before ours are options.
  const own = args[0] === '--' ? args.slice(1) : args;
  const separator = own.indexOf('--');
  const word = own.findIndex((one, at) => isCommand(one, own[at - 1]));
  const dashed = separator >= 0 && separator < word;
  const given = word < 0 ? own.filter((one) => one !== '--') : own.slice(0, dashed ? separator : word);
  const command = word < 0 ? [] : own.slice(dashed ? separator + 1 : word);
  const { values } = parseArgs({ args: [...given], options });
  if (values.help) return 'help';
  if (values.list) return 'list';
  return {
    worker: workerOf(command, values.lambda, values['runtime-api'] === true),
    payloads: values.payloads === undefined ? defaultPayloads : readPayloads(values.payloads),
    only: values.only?.flatMap((list) => list.split(',')),
    junit: values.junit,
    json: values.json === true,
  };
}

function workerOf(
  command: readonly string[],
  module: string | undefined,
  speaksRuntimeApi: boolean,
): WorkerCommand {
  if (module !== undefined) {
    if (command.length > 0) throw new Error('--lambda starts the worker itself: leave the command out');
    return { command: [process.execPath, bootstrap, ...module.split('#')], host: 'lambda' };
  }
  if (command.length === 0) throw new Error('no command that starts a worker was given');
  return { command, host: speaksRuntimeApi ? 'lambda' : 'process' };
}

/** Beside this file, in the sources and in what is published. */
const bootstrap = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? 'lambda/bootstrap.ts' : 'lambda/bootstrap.js', import.meta.url),
);

const takesValue = new Set(
  Object.entries(options).flatMap(([name, { type }]) => (type === 'string' ? [`--${name}`] : [])),
);

function isCommand(word: string, before: string | undefined): boolean {
  return !word.startsWith('-') && !takesValue.has(before ?? '');
}

function readPayloads(file: string): Payloads {
  const text = readFileSync(file, 'utf8');
  const parsed = validate(payloadsSchema, JSON.parse(text), 'it');
  if (parsed.issues === undefined) return parsed.value;
  throw new Error(
    `${file} does not have the payloads succeed, fail, work and big: ${parsed.issues.join('; ')}`,
  );
}
