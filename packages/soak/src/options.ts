import { parseArgs } from 'node:util';
import { type FaultKind, faultKinds } from './fault.ts';

export interface SoakOptions {
  readonly minutes: number;
  /** Undefined draws one. */
  readonly seed: number | undefined;
  readonly faults: readonly FaultKind[];
  /** Seconds from one fault to the next, by the clock; undefined lets the runtime come up again between them. */
  readonly every: number | undefined;
  readonly json: boolean;
}

/** Arguments that can't be taken; the message is for the user who typed them. */
export class UsageError extends Error {}

export const usage = `Usage: pnpm soak [--minutes N] [--seed N] [--faults KIND,KIND…] [--every SECONDS] [--json]

Runs the system on this machine in a process of its own, with a data folder, under load from AWS SDK clients that try
again, and does to the process what may happen to it: kill -9, while it starts too, SIGSTOP and
SIGCONT, a full disk, a clock that is moved. Then every acknowledged call is accounted for.

  --minutes N   how long the faults go on (default: 10; 0.2 is 12 seconds)
  --seed N      draws the same faults again (default: a new one, which is printed)
  --faults …    some of kill, stop, disk, clock (default: all)
  --every N     a fault every N seconds by the clock, whether the runtime is up again or not (default: between two faults
                it comes up; 0.1 to 60)
  --json        print one JSON object: {"seed", "minutes", "disk", "kills", "killsWhileStarting", "stops", "diskFills",
                "clockMoves", "starts", "acknowledged", "executions", "lost", "wrong", "hung", "failed", "endedByItself",
                "queriesEndedMs", "healthMs", "idleStopMs", "stopMs"}
  --help        print this

Exits with 1 when anything acknowledged is lost or wrong, an execution hangs or has failed, or the process ended by
itself; with 2 when called wrongly.
`;

const LONGEST_MINUTES = 24 * 60;
const PACE = { least: 0.1, most: 60 };

/** @throws UsageError that says what was given and what is taken. */
export function readOptions(args: readonly string[]): SoakOptions | 'help' {
  const { minutes = '10', seed, faults, every, json, help } = parse(args);
  if (help) return 'help';
  if (!(/^\d+(\.\d+)?$/.test(minutes) && Number(minutes) > 0 && Number(minutes) <= LONGEST_MINUTES))
    throw new UsageError(
      `--minutes takes a number above 0, at most ${LONGEST_MINUTES}; given: ${JSON.stringify(minutes)}`,
    );
  if (seed !== undefined && !/^\d{1,15}$/.test(seed))
    throw new UsageError(`--seed takes a whole number of up to 15 digits; given: ${JSON.stringify(seed)}`);
  if (every !== undefined && !isPace(every))
    throw new UsageError(
      `--every takes seconds from ${PACE.least} to ${PACE.most}; given: ${JSON.stringify(every)}`,
    );
  return {
    minutes: Number(minutes),
    seed: seed === undefined ? undefined : Number(seed),
    faults: faults === undefined ? faultKinds : faults.split(',').map(readKind),
    every: every === undefined ? undefined : Number(every),
    json: json === true,
  };
}

const isPace = (text: string) =>
  /^\d+(\.\d+)?$/.test(text) && Number(text) >= PACE.least && Number(text) <= PACE.most;

function readKind(text: string): FaultKind {
  const kind = faultKinds.find((each) => each === text.trim());
  if (kind !== undefined) return kind;
  throw new UsageError(`--faults takes some of ${faultKinds.join(',')}; given: ${JSON.stringify(text)}`);
}

function parse(args: readonly string[]) {
  try {
    const options = {
      minutes: { type: 'string' },
      seed: { type: 'string' },
      faults: { type: 'string' },
      every: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
