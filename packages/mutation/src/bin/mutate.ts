import { parseArgs } from 'node:util';
import { leastScore, type Score, scoreOf } from '../score.ts';
import { readTolerated } from '../survivors.ts';
import { narrowed, targets } from '../targets.ts';

const names = targets.map(({ name }) => name).join(', ');

const usage = `Usage: pnpm mutate [--only PACKAGE] [--files PATTERN…] [--concurrency N] [--json]

Changes the code of the packages that keep the promises, one small change at a time, and runs their tests: a change that
no test notices survives. Takes about a quarter of an hour on two cores; says on standard error how far it is.

  --only PACKAGE     one of ${names}
  --files PATTERN    of that package alone, from its folder, such as 'src/claim/*.ts'; may be given again
  --concurrency N    test runners at the same time (2)
  --json             one JSON object a package: {"name", "score", "threshold", "ok", "mutants", "killed", "timeouts",
                     "errors", "survived", "tolerated", "seconds", "survivors", "obsolete"}

Survivors that are tolerated are in packages/mutation/tolerated.json, each with its reason.

Exit codes: 0 where at least ${leastScore} % of each package's changes are noticed, 1 where fewer are, 2 for wrong use or tests that fail
as the code is.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      files: { type: 'string', multiple: true },
      concurrency: { type: 'string', default: '2' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const chosen = targets.filter(({ name }) => values.only === undefined || values.only === name);
  const concurrency = Number(values.concurrency);
  if (values.files !== undefined && values.only === undefined) return refused('--files needs --only PACKAGE');
  if (chosen.length === 0) return refused(`--only is one of ${names}, and not "${values.only}"`);
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    return refused(`--concurrency is a whole number above 0, and not "${values.concurrency}"`);
  }
  // Stryker takes seconds to load, and neither help nor a refusal needs it.
  const { mutatePackage } = await import('../mutate-package.ts');
  const tolerated = readTolerated(new URL('../../tolerated.json', import.meta.url));
  const scores: Score[] = [];
  for (const target of chosen) {
    process.stderr.write(`mutate: ${target.name} …\n`);
    const startedAt = performance.now();
    const mutated = await mutatePackage(narrowed(target, values.files), { concurrency });
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const score = scoreOf(target.name, mutated, tolerated, seconds);
    scores.push(score);
    process.stdout.write(values.json ? `${JSON.stringify(score)}\n` : inWords(score));
  }
  return scores.every(({ ok }) => ok) ? 0 : 1;
}

function refused(defect: string): number {
  process.stderr.write(`mutate: ${defect}\n\n${usage}`);
  return 2;
}

function inWords({
  name,
  score,
  ok,
  mutants,
  survived,
  tolerated,
  seconds,
  survivors,
  obsolete,
}: Score): string {
  const noticed = mutants - tolerated - survived;
  const head = `${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${score} %: ${noticed} of ${mutants} changes noticed, ${tolerated} tolerated, ${seconds} s`;
  const lines = survivors.map(
    ({ file, line, source, replacement }) => `  survived: ${file}:${line}  ${source}  →  ${replacement}`,
  );
  const old = obsolete.map(({ file, source }) => `  tolerated, and gone: ${file}  ${source}`);
  return `${[head, ...lines, ...old].join('\n')}\n`;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`mutate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
