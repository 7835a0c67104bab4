import type { Local, LogEntry } from '@callback-relay/local';
import { listWaits, type Stage } from '@callback-relay/operator';
import { isShown } from './greeting.ts';
import type { DevOptions } from './options.ts';
import { chaosLine, commonPrefix, painter, stepLine } from './paint.ts';
import { traceWith } from './trace/callback-trace.ts';
import { createLinks, type Links } from './trace/links.ts';
import type { TraceStep } from './trace/trace-step.ts';
import type { Voice } from './voice.ts';

/** So many callbacks that wait are known by their executions; of others the first row that is read tells. */
const MOST_WAITS = 5000;

/** Notes what happens from now on; what it gives back prints that, once it knows what waits from an earlier run. */
export function printSteps(
  local: Local,
  { json, dataDir }: DevOptions,
  { out, isTerminal }: Voice,
  stage: Stage,
): () => Promise<void> {
  const links = createLinks();
  const steps = traceWith(links);
  const linesOf = json ? jsonLines : textLines(local, isTerminal);
  const print = (entry: LogEntry, at: number) => {
    const lines = linesOf(entry.kind === 'chaos' ? entry : undefined, steps(entry), at);
    for (const line of lines) out(`${line}\n`);
  };
  let noted: { readonly entry: LogEntry; readonly at: number }[] | undefined = [];
  local.onLog((entry) => {
    if (noted === undefined) print(entry, local.now());
    else noted.push({ entry, at: local.now() });
  });
  return async () => {
    if (dataDir !== undefined) await learnWaits(stage, links);
    for (const { entry, at } of noted ?? []) print(entry, at);
    noted = undefined;
  };
}

type LinesOf = (
  chaos: (LogEntry & { kind: 'chaos' }) | undefined,
  steps: readonly TraceStep[],
  at: number,
) => string[];

const jsonLines: LinesOf = (chaos, steps, at) => {
  const { kind, at: where, ...fault } = chaos ?? {};
  return [
    ...(chaos === undefined ? [] : [{ kind, at, where, ...fault }]),
    ...steps.map((step) => ({ kind: 'step', at, ...step })),
  ].map((line) => JSON.stringify(line));
};

function textLines({ resources }: Local, isTerminal: boolean): LinesOf {
  const paint = painter(isTerminal, process.env);
  const prefix = commonPrefix(resources.filter(isShown).map(({ name }) => name));
  return (chaos, steps, at) => [
    ...(chaos === undefined ? [] : [chaosLine(chaos, at, paint)]),
    ...steps.map((step) => stepLine(step, at, paint, prefix)),
  ];
}

async function learnWaits(stage: Stage, links: Links): Promise<void> {
  // An app without a callbacks table has none that wait.
  const { waits } = await listWaits(stage, { limit: MOST_WAITS }).catch(() => ({ waits: [] }));
  for (const { correlationId, executionArn } of waits)
    if (executionArn !== undefined) links.learnWaiting(correlationId, executionArn);
}
