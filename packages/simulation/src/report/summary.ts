import type { SimulationReport } from './report.ts';

/** The report for people. */
export function summary(report: SimulationReport): string {
  const {
    runs,
    seed,
    violations,
    verdicts,
    promises,
    others,
    callsPerCallback,
    burst,
    sustainedHeartbeats,
    unmatchedResults,
  } = report;
  return [
    `${runs} runs from seed ${seed}: ${violations === 0 ? 'every promise held' : `${violations} VIOLATIONS`}`,
    table('promise, and how often it was put to the test', promises),
    `steps of rows held against the model: ${report.steps}, of them outside it: ${report.stepsOutsideModel}`,
    table('verdict, and how many events had it', verdicts),
    'callbacks lost, hung, with a wrong outcome, under the same seeds',
    ...Object.entries(others).map(
      ([design, { lost, hung, wrongOutcome }]) => `  ${design.padEnd(14)} ${lost} ${hung} ${wrongOutcome}`,
    ),
    ...(callsPerCallback === undefined ? [] : [table('AWS calls per callback', callsPerCallback)]),
    ...(burst === undefined ? [] : [table('a burst of results', burst)]),
    ...(sustainedHeartbeats === undefined
      ? []
      : [table('heartbeats over the quota, for minutes', sustainedHeartbeats)]),
    ...(unmatchedResults === undefined
      ? []
      : [table('results that no callback waits for', unmatchedResults)]),
    '',
  ].join('\n');
}

function table(title: string, rows: object): string {
  return [title, ...Object.entries(rows).map(([name, value]) => `  ${name.padEnd(14)} ${value}`)].join('\n');
}
