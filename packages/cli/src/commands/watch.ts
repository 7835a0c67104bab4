import { setTimeout as pause } from 'node:timers/promises';
import {
  listWaits,
  OperatorError,
  readVerdicts,
  type VerdictEntry,
  type Wait,
} from '@callback-relay/operator';
import type { Context } from '../context.ts';
import { plain } from '../output/paint.ts';

/** Callbacks as they open and close, and verdicts as they are given, until Ctrl-C. */
export async function runWatch(context: Context, { interval }: { readonly interval: number }): Promise<void> {
  const { stage, signal } = context;
  let known: ReadonlyMap<string, Wait> | undefined;
  let since = stage.now();
  const seen = new Set<string>();
  context.print.note('Watching; Ctrl-C ends it.');
  while (!signal.aborted) {
    try {
      const { waits } = await listWaits(stage, { limit: 1_000_000 });
      const now = new Map(waits.map((wait) => [wait.correlationId, wait]));
      report(context, known, now);
      known = now;
      for (const entry of await readVerdicts(stage, { since: since - 10_000 }))
        if (isNew(entry, seen)) verdict(context, entry);
      since = stage.now();
    } catch (error) {
      // The endpoint may be down for a while; a right that is missing will not come by itself.
      if (
        !(error instanceof OperatorError) ||
        ['access-denied', 'credentials', 'stage-missing'].includes(error.code)
      )
        throw error;
      context.terminal.err(`${error.message}\n`);
    }
    await pause(interval, undefined, { signal }).catch(() => {});
  }
}

function report(
  { print }: Context,
  before: ReadonlyMap<string, Wait> | undefined,
  now: ReadonlyMap<string, Wait>,
): void {
  for (const [id, wait] of now)
    if (before?.has(id) !== true)
      print.result(
        { kind: before === undefined ? 'waits' : 'opened', ...wait },
        `${print.paint('blue', before === undefined ? 'waits ' : 'opened')}  ${id}  ${plain(wait.sources.join(', '))}  ${plain(wait.execution ?? '')}`,
      );
  for (const [id] of before ?? [])
    if (!now.has(id))
      print.result({ kind: 'closed', correlationId: id }, `${print.paint('dim', 'closed')}  ${id}`);
}

function verdict({ print }: Context, entry: VerdictEntry): void {
  const colour = entry.verdict === 'delivered' ? 'green' : 'yellow';
  print.result(
    { kind: 'verdict', ...entry },
    `${print.paint(colour, entry.verdict)}  ${plain(entry.correlationId ?? '')}  ${plain(entry.event.detailType)} from ${plain(entry.event.source)}`,
  );
}

function isNew({ at, event }: VerdictEntry, seen: Set<string>): boolean {
  const key = `${at} ${event.id}`;
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}
