import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { validate } from '@callback-relay/contract';
import { defaultPayloads, type Payloads, payloadsSchema } from './payloads.ts';

export const usage = `Usage: npx callback-relay-conformance [--payloads FILE] [--json] -- COMMAND [ARGUMENT …]
       pnpm conformance …, the same, in Callback Relay's repository

Plays the contract (docs/contract.md) to the worker that COMMAND starts, and says what it keeps and what it breaks.
The worker gets AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, REQUEST_QUEUE_URL,
EVENT_BUS_NAME and CANCELLATION_QUEUE_URL in its environment.

  --payloads FILE  JSON with what the worker is asked for: {"succeed", "fail", "work", "big"}
                   (the README of @callback-relay/conformance says what it does with each)
  --json           print one JSON object: {"passed", "failed", "cases": [{"case", "ok", "expected", "came", "seconds"}]}

Exits with 0 when all cases passed, 1 when one failed, 2 when the command line is wrong or COMMAND can't be started.
`;

export interface Order {
  readonly command: readonly string[];
  readonly payloads: Payloads;
  readonly json: boolean;
}

/** @throws Error that says what is wrong with the command line; `help` where the usage is asked for. */
export function readCommandLine(args: readonly string[]): Order | 'help' {
  // pnpm passes its own `--` on; what stands before ours are options.
  const own = args[0] === '--' ? args.slice(1) : args;
  const separator = own.indexOf('--');
  const word = own.findIndex((one, at) => isCommand(one, own[at - 1]));
  const dashed = separator >= 0 && separator < word;
  const options = word < 0 ? own.filter((one) => one !== '--') : own.slice(0, dashed ? separator : word);
  const command = word < 0 ? [] : own.slice(dashed ? separator + 1 : word);
  const { values } = parseArgs({
    args: [...options],
    options: {
      payloads: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  if (command.length === 0) throw new Error('no command that starts a worker was given');
  const payloads = values.payloads === undefined ? defaultPayloads : readPayloads(values.payloads);
  return { command, payloads, json: values.json === true };
}

function isCommand(word: string, before: string | undefined): boolean {
  return !word.startsWith('-') && before !== '--payloads';
}

function readPayloads(file: string): Payloads {
  const text = readFileSync(file, 'utf8');
  const parsed = validate(payloadsSchema, JSON.parse(text), 'it');
  if (parsed.issues === undefined) return parsed.value;
  throw new Error(
    `${file} does not have the payloads succeed, fail, work and big: ${parsed.issues.join('; ')}`,
  );
}
