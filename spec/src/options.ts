import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Bounds } from './models/bounds.ts';
import { largeModels, models, quickModels } from './models/models.ts';
import { mutants } from './models/mutants.ts';

export const usage = `pnpm model [options]

Explores the protocol (spec/CallbackRelay.tla) in every interleaving within stated bounds, and checks every promise in
every state. Then it makes known mistakes, one at a time: each must be refuted, with the shortest story of how.

  --quick        smaller bounds, about a minute
  --large        larger bounds, half an hour; without the mutants
  --mutants      the mutants alone
  --only NAME    one model or one mutant
  --trace FILE   in place of all that: check the steps of rows in FILE (pnpm simulate --runs 1 --seed N --record FILE, or
                 pnpm dev --trace FILE)
  --seconds N    stop a model that takes longer (default 600)
  --json         one line of JSON for each model and mutant, and one for all
  --help         print this

Exit code: 0 when every promise held and every mutant was refuted (every step of a trace is allowed), 1 when not, 2 for a
wrong option or a file that is no trace, 3 where Java or TLC is missing.

models   ${models.map(({ name }) => name).join(', ')}
quick    ${quickModels.map(({ name }) => name).join(', ')}
large    ${largeModels.map(({ name }) => name).join(', ')}
mutants  ${mutants.map(({ name }) => name).join(', ')}
`;

export interface ModelOptions {
  readonly quick: boolean;
  readonly large: boolean;
  readonly mutants: boolean;
  readonly only?: string | undefined;
  /** A trace to check, in place of every model. */
  readonly trace?: string | undefined;
  readonly seconds: number;
  readonly json: boolean;
  readonly help: boolean;
}

const optionsSchema = z.object({
  quick: z.boolean().default(false),
  large: z.boolean().default(false),
  mutants: z.boolean().default(false),
  only: z.string().optional(),
  trace: z.string().min(1, 'must be a file').optional(),
  seconds: z
    .string()
    .regex(/^[1-9][0-9]{0,4}$/, 'must be a whole number of seconds, 1 to 99999')
    .transform(Number)
    .default(600),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

/** @throws TypeError with a line for people, when an option is unknown or its value is wrong. */
export function readOptions(args: readonly string[]): ModelOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      large: { type: 'boolean' },
      mutants: { type: 'boolean' },
      only: { type: 'string' },
      trace: { type: 'string' },
      seconds: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) {
    throw new TypeError(
      parsed.error.issues.map(({ path, message }) => `--${path.map(String).join('.')} ${message}`).join('; '),
    );
  }
  const names = [...modelsOf(parsed.data), ...mutants].map(({ name }) => name);
  if (parsed.data.only !== undefined && !names.includes(parsed.data.only)) {
    throw new TypeError(
      `--only ${parsed.data.only}: no model or mutant is called so; there are ${names.join(', ')}`,
    );
  }
  return parsed.data;
}

/** The models that were chosen. */
export function modelsOf({ quick, large }: Pick<ModelOptions, 'quick' | 'large'>): readonly Bounds[] {
  if (large) return largeModels;
  return quick ? quickModels : models;
}
