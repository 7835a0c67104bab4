import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';
import { configFile, requireRepeatable } from './repeatable.ts';
import type { Survivor } from './survivors.ts';
import type { Target } from './targets.ts';

export interface Mutated {
  /** Changes that were judged. */
  readonly mutants: number;
  /** Of those, noticed because the tests did not end. */
  readonly timeouts: number;
  /** Not judged: their run ended with an error outside every test. */
  readonly errors: number;
  readonly survivors: readonly Survivor[];
}

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** A test run that has not ended in so many milliseconds more than it takes has noticed: the change made a loop endless. */
const TIMEOUT_MS = 10_000;

/**
 * Runs a package's tests on each small change of its code. Only tests that come by the changed line run. What runs once
 * while a file is loaded is left out: every test comes by it, and the type checker holds most of it. So are the names of `mark` and
 * of operations, which are for reports.
 * @throws Error when the tests fail as the code is, or as they run again in the same thread, or nothing is to be changed.
 */
export async function mutatePackage(
  { name, mutate }: Target,
  { concurrency }: { readonly concurrency: number },
): Promise<Mutated> {
  const folder = fileURLToPath(new URL(`../../${name}/`, import.meta.url));
  const before = process.cwd();
  process.chdir(folder);
  try {
    await requireRepeatable(folder);
    const results = await new Stryker({
      plugins: [
        createRequire(import.meta.url).resolve('@stryker-mutator/vitest-runner'),
        ...['names-in-reports.ts', 'progress.ts'].map((file) =>
          fileURLToPath(new URL(file, import.meta.url)),
        ),
      ],
      ignorers: ['names-in-reports'],
      testRunner: 'vitest',
      vitest: { configFile, related: false },
      coverageAnalysis: 'perTest',
      ignoreStatic: true,
      mutate: [...mutate],
      reporters: ['progress-on-stderr'],
      logLevel: 'error' as never,
      tempDirName: '.mutation',
      timeoutMS: TIMEOUT_MS,
      concurrency,
      allowConsoleColors: false,
    }).runMutationTest();
    const survivors = results.filter(isSurvivor).map((one) => survivorOf(one, folder));
    const [killed, timeouts, errors] = (['Killed', 'Timeout', 'RuntimeError'] as const).map(
      (asked) => results.filter(({ status }) => status === asked).length,
    ) as [number, number, number];
    const mutants = killed + timeouts + survivors.length;
    if (mutants === 0) throw new Error(`there is nothing to change in ${mutate.join(' ')} of ${name}`);
    return { mutants, timeouts, errors, survivors };
  } finally {
    process.chdir(before);
  }
}

function isSurvivor({ status }: MutantResult): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function survivorOf(
  { fileName, location, mutatorName, replacement }: MutantResult,
  folder: string,
): Survivor {
  const { line } = location.start;
  const source = readFileSync(fileName, 'utf8').split('\n')[line - 1]?.trim() ?? '';
  return {
    file: relative(folder, fileName),
    line,
    source,
    mutator: mutatorName,
    replacement: replacement ?? '',
  };
}
