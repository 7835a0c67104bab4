import type { Stage } from '../stage/stage.ts';
import { type LogLine, readLogs } from './read-logs.ts';

/** A verdict, as the relay logs it. */
export interface VerdictEntry {
  readonly at: string;
  readonly verdict: string;
  readonly correlationId: string | null;
  readonly event: {
    readonly id: string;
    readonly source: string;
    readonly account: string;
    readonly detailType: string;
  };
  readonly code?: string;
  readonly reason: string;
  /** Said again, for a redelivered event. */
  readonly repeated: boolean;
  /** Who answered by hand, and why. */
  readonly operator?: { readonly who: string; readonly why: string };
}

export interface VerdictQuery {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly correlationId?: string;
  readonly limit?: number;
}

/** What the relay decided, oldest first, from its log. */
export async function readVerdicts(stage: Stage, query: VerdictQuery): Promise<readonly VerdictEntry[]> {
  const { since, correlationId, limit } = query;
  const lines = await readLogs(stage, {
    functionName: stage.names.relayFunction,
    since,
    containing: correlationId ?? '"message":"verdict"',
    ...(limit !== undefined && { limit }),
  });
  return lines
    .flatMap(verdictOf)
    .filter((entry) => correlationId === undefined || entry.correlationId === correlationId);
}

export function verdictOf({ at, fields }: LogLine): readonly VerdictEntry[] {
  if (fields.message !== 'verdict' || typeof fields.verdict !== 'string') return [];
  const { verdict, correlationId, event, code, reason, repeated } = fields;
  const { operator, ...reference } = event as VerdictEntry['event'] & Pick<VerdictEntry, 'operator'>;
  return [
    {
      at,
      verdict,
      correlationId: typeof correlationId === 'string' ? correlationId : null,
      event: reference,
      ...(typeof code === 'string' && { code }),
      reason: String(reason ?? ''),
      repeated: repeated === true,
      ...(operator !== undefined && { operator }),
    },
  ];
}
