import {
  listWaits,
  OperatorError,
  readVerdicts,
  type Stage,
  type VerdictEntry,
  type Wait,
} from '@callback-relay/operator';

/** What one poll of AWS found, beside the one before it. */
export type Found =
  | {
      readonly kind: 'changes';
      readonly opened: readonly Wait[];
      readonly closed: readonly string[];
      readonly verdicts: readonly VerdictEntry[];
      /** Whether it is the first poll, or the first after one that failed. */
      readonly isNew: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly isNew: boolean };

export interface Problem {
  readonly code: string;
  readonly message: string;
}

/** What the last poll that did not fail found: the oldest first. */
export interface Snapshot {
  readonly waits: readonly Wait[];
  /** How many callbacks are open; more than are listed where they are very many. */
  readonly open: number;
}

export interface Watcher {
  poll(): Promise<Found>;
  snapshot(): Snapshot | undefined;
  /** What made the last poll fail. */
  problem(): Problem | undefined;
}

/** As many as a browser holds without effort. */
const mostWaits = 20_000;

/** Polls a stage, and says what is new since the last time. */
export function createWatcher(stage: Stage): Watcher {
  let snapshot: Snapshot | undefined;
  let since = stage.now();
  let problem: Problem | undefined;
  const seen = new Set<string>();

  async function changes(): Promise<Found> {
    const from = stage.now();
    const [{ waits, open }, verdicts] = await Promise.all([
      listWaits(stage, { limit: mostWaits }),
      readVerdicts(stage, { since: since - 5000 }),
    ]);
    since = from;
    const change = snapshot === undefined ? { opened: [], closed: [] } : changeOf(snapshot.waits, waits);
    const isNew = snapshot === undefined || problem !== undefined;
    snapshot = { waits, open };
    problem = undefined;
    return { kind: 'changes', ...change, verdicts: verdicts.filter((entry) => isUnseen(entry, seen)), isNew };
  }

  return {
    poll: () =>
      changes().catch((error): Found => {
        if (!(error instanceof OperatorError)) throw error;
        const isNew = problem?.message !== error.message;
        problem = { code: error.code, message: error.message };
        return { kind: 'problem', problem, isNew };
      }),
    snapshot: () => snapshot,
    problem: () => problem,
  };
}

/** A key that is opened again counts as opened. */
function changeOf(before: readonly Wait[], waits: readonly Wait[]) {
  const openings = new Map(before.map(({ correlationId, openedAt }) => [correlationId, openedAt]));
  const now = new Set(waits.map(({ correlationId }) => correlationId));
  return {
    opened: waits.filter(
      ({ correlationId, openedAt }) =>
        !openings.has(correlationId) || openings.get(correlationId) !== openedAt,
    ),
    closed: [...openings.keys()].filter((id) => !now.has(id)),
  };
}

function isUnseen({ at, event, verdict }: VerdictEntry, seen: Set<string>): boolean {
  const key = `${at} ${event.id} ${verdict}`;
  if (seen.has(key)) return false;
  // Keys are looked for in the newest verdicts alone.
  if (seen.size > 50_000) seen.clear();
  seen.add(key);
  return true;
}
