import { type Judgement, judgeCase, type Verdict } from './judge.ts';
import { readRecordings } from './recording.ts';

const VERDICTS: readonly Verdict[] = ['exact', 'words', 'history', 'wrong', 'hangs', 'crash', 'refused'];

const row = (name: string, cells: readonly (string | number)[]): string =>
  `${name.padEnd(52)}${cells.map((cell) => String(cell || '.').padStart(9)).join('')}`;

const countOf = (judged: readonly Judgement[], verdict: Verdict): number =>
  judged.filter((judgement) => judgement.verdict === verdict).length;

/** One line a suite, and their sum. */
export const table = (judged: readonly Judgement[]): string => {
  const suites = [...new Set(judged.map(({ recorded }) => recorded.suite))];
  const counts = (some: readonly Judgement[]) => VERDICTS.map((verdict) => countOf(some, verdict));
  const lines = suites.map((suite) =>
    row(suite, counts(judged.filter(({ recorded }) => recorded.suite === suite))),
  );
  return [row('suite', VERDICTS), ...lines, row(`all ${judged.length}`, counts(judged))].join('\n');
};

export interface Shares {
  readonly supported: number;
  readonly exact: number;
  readonly wrong: number;
}

/** Shares of the cases that were not refused. */
export const shares = (judged: readonly Judgement[]): Shares => {
  const supported = judged.length - countOf(judged, 'refused');
  const wrong = countOf(judged, 'wrong') + countOf(judged, 'hangs') + countOf(judged, 'crash');
  return { supported, exact: countOf(judged, 'exact') / supported, wrong: wrong / supported };
};

/** Runs the cases whose suite and name hold `filter`, several side by side. */
export const judgeAll = async (filter = ''): Promise<Judgement[]> => {
  const cases = readRecordings().filter(({ suite, name }) => `${suite} ${name}`.includes(filter));
  const judged: Judgement[] = [];
  for (const recorded of cases) judged.push(await judgeCase(recorded));
  return judged;
};

const print = ({ recorded, verdict, differences }: Judgement): void => {
  console.log(`\n${verdict}: ${recorded.suite} ${recorded.name}`);
  for (const { path, recorded: was, given } of differences.slice(0, Number(process.env.MOST ?? 6)))
    console.log(
      `  ${path}\n    AWS  ${JSON.stringify(was)?.slice(0, 700)}\n    here ${JSON.stringify(given)?.slice(0, 700)}`,
    );
};

/** `node report.ts [text in the suite or name] [verdict …]`: prints the differences of those cases, then the table. */
if (process.argv[1] === import.meta.filename) {
  const [, , filter, ...verdicts] = process.argv;
  const judged = await judgeAll(filter);
  for (const judgement of judged) if (verdicts.includes(judgement.verdict)) print(judgement);
  console.log(table(judged), '\n', shares(judged));
}
