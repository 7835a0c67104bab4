import { type CaseResult, type Fidelity, resultOfCase } from './case-result.ts';
import { readRecordings } from './recording.ts';

const FIDELITIES: readonly Fidelity[] = ['exact', 'words', 'history', 'wrong', 'hangs', 'crash', 'refused'];

const row = (name: string, cells: readonly (string | number)[]): string =>
  `${name.padEnd(52)}${cells.map((cell) => String(cell || '.').padStart(9)).join('')}`;

const countOf = (results: readonly CaseResult[], fidelity: Fidelity): number =>
  results.filter((result) => result.fidelity === fidelity).length;

/** One line a suite, and their sum. */
export const table = (results: readonly CaseResult[]): string => {
  const suites = [...new Set(results.map(({ recorded }) => recorded.suite))];
  const counts = (some: readonly CaseResult[]) => FIDELITIES.map((fidelity) => countOf(some, fidelity));
  const lines = suites.map((suite) =>
    row(suite, counts(results.filter(({ recorded }) => recorded.suite === suite))),
  );
  return [row('suite', FIDELITIES), ...lines, row(`all ${results.length}`, counts(results))].join('\n');
};

export interface Shares {
  readonly supported: number;
  readonly exact: number;
  readonly wrong: number;
}

/** Shares of the cases that were not refused. */
export const shares = (results: readonly CaseResult[]): Shares => {
  const supported = results.length - countOf(results, 'refused');
  const wrong = countOf(results, 'wrong') + countOf(results, 'hangs') + countOf(results, 'crash');
  return { supported, exact: countOf(results, 'exact') / supported, wrong: wrong / supported };
};

/** Runs the cases whose suite and name hold `filter`, several side by side. */
export const compareAll = async (filter = ''): Promise<CaseResult[]> => {
  const cases = readRecordings().filter(({ suite, name }) => `${suite} ${name}`.includes(filter));
  const results: CaseResult[] = [];
  for (const recorded of cases) results.push(await resultOfCase(recorded));
  return results;
};

const print = ({ recorded, fidelity, differences }: CaseResult): void => {
  console.log(`\n${fidelity}: ${recorded.suite} ${recorded.name}`);
  for (const { path, recorded: was, given } of differences.slice(0, Number(process.env.MOST ?? 6)))
    console.log(
      `  ${path}\n    AWS  ${JSON.stringify(was)?.slice(0, 700)}\n    here ${JSON.stringify(given)?.slice(0, 700)}`,
    );
};

/** `node report.ts [text in the suite or name] [fidelity …]`: prints the differences of those cases, then the table. */
if (process.argv[1] === import.meta.filename) {
  const [, , filter, ...fidelities] = process.argv;
  const results = await compareAll(filter);
  for (const result of results) if (fidelities.includes(result.fidelity)) print(result);
  console.log(table(results), '\n', shares(results));
}
