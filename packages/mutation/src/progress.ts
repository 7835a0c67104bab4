/** A part of what Stryker says of the mutations that it will make, and of one that was tested. */
interface Planned {
  readonly mutantPlans: readonly { readonly plan: string }[];
}

const INTERVAL_MS = 15_000;

export interface Progress {
  readonly done: number;
  readonly all: number;
  readonly elapsedMs: number;
}

/** Of one package: how far it is, and how long the rest takes if it goes on like that. */
export function progressLine({ done, all, elapsedMs }: Progress): string {
  const share = `mutate: ${done} of ${all} changes tested`;
  if (done === 0 || done >= all) return share;
  return `${share}, ${inMinutes((elapsedMs / done) * (all - done))} left`;
}

function inMinutes(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes === 0 ? 'less than a minute' : `about ${minutes} min`;
}

/** A reporter of Stryker: its own write to standard output, which is for the scores. */
export function progressReporter(write: (line: string) => void, now: () => number) {
  let timer: NodeJS.Timeout | undefined;
  let [done, all, startedAt] = [0, 0, 0];
  const stop = () => clearInterval(timer);
  return {
    onMutationTestingPlanReady({ mutantPlans }: Planned) {
      stop();
      [done, all, startedAt] = [0, mutantPlans.filter(({ plan }) => plan === 'Run').length, now()];
      timer = setInterval(
        () => write(progressLine({ done, all, elapsedMs: now() - startedAt })),
        INTERVAL_MS,
      );
      timer.unref();
    },
    onMutantTested({ status }: { readonly status: string }) {
      // What runs while a file is loaded is not among the plans.
      if (status !== 'Ignored') done += 1;
    },
    wrapUp: stop,
  };
}

/** A plugin of Stryker. */
export const strykerPlugins = [
  {
    kind: 'Reporter',
    name: 'progress-on-stderr',
    value: progressReporter((line) => void process.stderr.write(`${line}\n`), Date.now),
  },
];
