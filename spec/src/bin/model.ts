import { availableParallelism } from 'node:os';
import { findInstallation, type Installation } from '../checker/installation.ts';
import { exploreModel, type Finding, promiseOf, refute } from '../explore.ts';
import { mutants } from '../models/mutants.ts';
import { type ModelOptions, modelsOf, readOptions, usage } from '../options.ts';
import { reportTrace } from '../trace/report-trace.ts';

/** `pnpm model`: see `usage`. */

const options = understood(process.argv.slice(2));
if (options === undefined) process.exitCode = 2;
else if (options.help) process.stdout.write(usage);
else if (options.trace !== undefined) process.exitCode = traced(options.trace, options);
else process.exitCode = await model(options);

function understood(args: readonly string[]): ModelOptions | undefined {
  try {
    return readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return undefined;
  }
}

function traced(file: string, { json }: ModelOptions): number {
  const { exitCode, out, error } = reportTrace(file, { json });
  process.stdout.write(out);
  process.stderr.write(error);
  return exitCode;
}

async function model(chosen: ModelOptions): Promise<number> {
  const tlc = findInstallation(process.env);
  if ('missing' in tlc) {
    for (const what of tlc.missing) process.stderr.write(`model: ${what}\n`);
    return 3;
  }
  const begun = performance.now();
  const findings: Finding[] = [];
  const report = (finding: Finding) => {
    findings.push(finding);
    process.stdout.write(chosen.json ? `${JSON.stringify(finding)}\n` : lineOf(finding));
  };
  const { explored, refuted } = runsOf(tlc, chosen);
  // A model takes every core; of mutants, whose shortest story one worker finds, there are several at a time.
  await inTurn(explored, 1, report);
  await inTurn(refuted, availableParallelism(), report);
  const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
  process.stdout.write(
    chosen.json ? `${JSON.stringify(summaryOf(findings, seconds))}\n` : closing(findings, seconds),
  );
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function runsOf(
  tlc: Installation,
  { quick, large, mutants: onlyMutants, only, seconds }: ModelOptions,
): Readonly<Record<'explored' | 'refuted', readonly (() => Promise<Finding>)[]>> {
  const isChosen = ({ name }: { readonly name: string }) => only === undefined || name === only;
  const limits = { seconds };
  return {
    explored: (onlyMutants ? [] : modelsOf({ quick, large }))
      .filter(isChosen)
      .map((one) => () => exploreModel(tlc, one, limits)),
    refuted: (large ? [] : mutants).filter(isChosen).map((one) => () => refute(tlc, one, limits)),
  };
}

/** Runs them in their order, so many at a time; `report` hears of each when it is done. */
async function inTurn(
  runs: readonly (() => Promise<Finding>)[],
  atATime: number,
  report: (finding: Finding) => void,
): Promise<void> {
  const left = runs.values();
  const work = async () => {
    for (const run of left) report(await run());
  };
  await Promise.all(Array.from({ length: atATime }, work));
}

function summaryOf(findings: readonly Finding[], seconds: number) {
  const [explored, refuted] = [findings.filter(isModel), findings.filter((one) => !isModel(one))];
  return {
    models: explored.length,
    states: explored.reduce((sum, { states }) => sum + states, 0),
    depth: Math.max(0, ...explored.map(({ depth }) => depth)),
    violations: explored.filter(({ violated }) => violated !== undefined).length,
    unfinished: explored.filter(({ complete, violated }) => !complete && violated === undefined).length,
    mutants: refuted.length,
    escaped: refuted.filter(({ ok }) => !ok).length,
    seconds,
  };
}

function isModel({ kind }: Finding): boolean {
  return kind === 'model';
}

function lineOf(finding: Finding): string {
  const { kind, name, ok, states, depth, seconds, violated, story = [], failure } = finding;
  const extent = `${states.toLocaleString('en')} states, depth ${depth}, ${seconds} s`;
  if (kind === 'model' && ok) return `ok      ${name}: every promise holds in every state: ${extent}\n`;
  if (violated === undefined) {
    return `FAILED  ${name}: ${kind === 'mutant' && failure === undefined ? 'NOT REFUTED' : (failure ?? '')} (${extent})\n`;
  }
  const head = ok ? `refuted ${name}: breaks` : `FAILED  ${name}: breaks`;
  return `${head} ${promiseOf(violated)}, in ${story.length} steps (${extent})\n${story.map((line) => `    ${line}\n`).join('')}`;
}

function closing(findings: readonly Finding[], seconds: number): string {
  const {
    models: explored,
    states,
    violations,
    unfinished,
    mutants: tried,
    escaped,
  } = summaryOf(findings, seconds);
  return `${explored} models, ${states.toLocaleString('en')} states: ${violations} violations, ${unfinished} unfinished; ${tried} mutants, ${escaped} not refuted; ${seconds} s\n`;
}
