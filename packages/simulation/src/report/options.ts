import { parseArgs } from 'node:util';
import { z } from 'zod';
import { scheduleOf } from '../exhaustive/schedule.ts';
import { smallScenarioOf } from '../exhaustive/small-scenarios.ts';

export const usage = `pnpm simulate [options]

Runs requester, relay and worker over simulated services, one run a seed, and checks every promise at rest.

  --runs N     how many seeds (default 1000)
  --seed N     the first of them (default 1)
  --trace      with --runs 1: print what happened, line by line
  --record FILE  with --runs 1: write the steps of each row, for pnpm model --trace FILE
  --marks      count how often each branch of the protocol was taken: one that never was is a failure
  --exhaustive all schedules of small scenarios in place of seeds: every order, with a crash or a lost answer at every call
  --scenario NAME  with --exhaustive: only this one
  --schedule TEXT  with --scenario: print what happens in one schedule, line by line
  --adapters   make the calls of each run once more with the DynamoDB adapters: every answer and row must be the model's
  --mutants    run the mutants in place of the packages: each must be caught
  --json       print one line of JSON at the end
  --help       print this
`;

export interface SimulateOptions {
  readonly runs: number;
  readonly seed: number;
  readonly trace: boolean;
  readonly record?: string | undefined;
  readonly marks: boolean;
  readonly exhaustive: boolean;
  readonly scenario?: string | undefined;
  readonly schedule?: string | undefined;
  readonly adapters: boolean;
  readonly mutants: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

const wholeNumber = z
  .string()
  .regex(/^[0-9]{1,9}$/, 'must be a whole number')
  .transform(Number);

/** Held to what `read` takes, with the sentence that it throws. */
const readBy = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
    }
  });
const smallScenario = readBy(smallScenarioOf);
const schedule = readBy(scheduleOf);

const optionsSchema = z
  .object({
    runs: wholeNumber.refine((runs) => runs > 0, 'must be above 0').default(1_000),
    seed: wholeNumber.default(1),
    trace: z.boolean().default(false),
    record: z.string().min(1, 'must be a file').optional(),
    marks: z.boolean().default(false),
    exhaustive: z.boolean().default(false),
    scenario: smallScenario.optional(),
    schedule: schedule.optional(),
    adapters: z.boolean().default(false),
    mutants: z.boolean().default(false),
    json: z.boolean().default(false),
    help: z.boolean().default(false),
  })
  .refine(({ trace, runs }) => !trace || runs === 1, {
    path: ['trace'],
    message: 'is for one run: add --runs 1',
  })
  .refine(({ record, runs }) => record === undefined || runs === 1, {
    path: ['record'],
    message: 'is for one run: add --runs 1',
  })
  .refine(({ scenario, exhaustive }) => scenario === undefined || exhaustive, {
    path: ['scenario'],
    message: 'is for --exhaustive',
  })
  .refine(({ schedule, scenario }) => schedule === undefined || scenario !== undefined, {
    path: ['schedule'],
    message: 'is of one scenario: add --scenario NAME',
  });

/** @throws TypeError with a line for people, when an option is unknown or its value is wrong. */
export function readOptions(args: readonly string[]): SimulateOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string' },
      seed: { type: 'string' },
      trace: { type: 'boolean' },
      record: { type: 'string' },
      marks: { type: 'boolean' },
      exhaustive: { type: 'boolean' },
      scenario: { type: 'string' },
      schedule: { type: 'string' },
      adapters: { type: 'boolean' },
      mutants: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new TypeError(
    parsed.error.issues.map(({ path, message }) => `--${path.map(String).join('.')} ${message}`).join('; '),
  );
}
