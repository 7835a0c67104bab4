import { type Code, type Verdict, verdicts } from '@callback-relay/contract';
import type { HeartbeatMessage, ResultMessage } from '../message/message.ts';
import type { Judgement } from '../ports/journal.ts';
import type { HandledJudged } from './handled.ts';

export interface Grounds {
  readonly verdict: Verdict;
  readonly code?: Code | undefined;
  /** For people; the verdict's own meaning where it is left out. */
  readonly reason?: string | undefined;
  readonly repeated?: boolean;
}

export function judgementOf(
  { correlationId, event }: Pick<ResultMessage | HeartbeatMessage, 'correlationId' | 'event'>,
  { verdict, code, reason = verdicts[verdict], repeated = false }: Grounds,
): Judgement {
  return { verdict, correlationId, event, ...(code !== undefined && { code }), reason, repeated };
}

/** An event that is decided, and leaves its callback as it is. */
export function judge(message: ResultMessage | HeartbeatMessage, grounds: Grounds): HandledJudged {
  return { kind: 'judged', judgement: judgementOf(message, grounds), settles: false };
}
